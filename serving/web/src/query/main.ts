import { createApp } from 'vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/light.css';
import './query.css';
import { announce } from '../kit/language';
import QueryApp from './QueryApp.vue';

announce();
createApp(QueryApp).mount('#app');
