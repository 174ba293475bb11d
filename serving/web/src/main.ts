import { createApp } from 'vue';
import App from './App.vue';
import { announce, i18n, spoken } from './i18n';
import { WALL, Wall } from './live/wall';
import { router } from './router';
import './styles/tokens.css';
import './styles/base.css';

const wall = new Wall();
announce(spoken());
createApp(App).use(i18n).use(router).provide(WALL, wall).mount('#app');
wall.start();
window.addEventListener('pagehide', () => wall.stop());
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    wall.start();
  }
});
