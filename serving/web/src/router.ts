import { createRouter, createWebHashHistory } from 'vue-router';
import DistrictView from './views/DistrictView.vue';
import HallView from './views/HallView.vue';

/** Hash routes: a bookmark works whatever the server answers for unknown paths. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: DistrictView },
    { path: '/hall/:id', component: HallView, props: true },
    { path: '/hall/:id/:kind(unit|counter)/:place', component: () => import('./panorama/PlaceView.vue'), props: true },
    { path: '/health', component: () => import('./health/HealthView.vue') },
    { path: '/economy', component: () => import('./economy/EconomyView.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});
