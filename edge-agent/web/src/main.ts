import { createApp } from 'vue';
import App from './App.vue';
import { openSession } from './agent/session';
import { announce, i18n, spoken } from './i18n';
import { hallRouter } from './router';
import '@kit/tokens.css';
import '@kit/base.css';
import '@kit/light.css';
import './kit/hall.css';

announce(spoken());
// The token must be out of the address before anything else looks at it.
void openSession(window.location, window.history).finally(() => {
  createApp(App).use(i18n).use(hallRouter()).mount('#app');
});
