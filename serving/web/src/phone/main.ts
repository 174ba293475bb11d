import { createApp, defineAsyncComponent, type Component } from 'vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/light.css';
import './phone.css';
import { placeOf, type Place } from './place';
import { announce } from './words';

// A phone opens one page of the four by a code it has scanned: each brings only what it needs.
const PAGES: Record<Place['page'], () => Promise<{ default: Component }>> = {
  ticket: () => import('./TicketPage.vue'),
  notice: () => import('./NoticePage.vue'),
  rate: () => import('./RatePage.vue'),
  appointment: () => import('./AppointmentPage.vue'),
};

const place = placeOf(location.pathname, location.hash);
announce();
createApp(defineAsyncComponent(PAGES[place.page]), { id: place.id }).mount('#app');
