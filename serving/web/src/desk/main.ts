import { createApp } from 'vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/light.css';
import './desk.css';
import { announce } from '../kit/language';
import DeskApp from './DeskApp.vue';

announce();
createApp(DeskApp).mount('#app');
