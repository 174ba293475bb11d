import { createRouter, createWebHashHistory } from 'vue-router';
import DistrictView from './views/DistrictView.vue';
import HallView from './views/HallView.vue';

/** Hash routes: a bookmark works whatever the server answers for unknown paths. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: DistrictView },
    { path: '/hall/:id', component: HallView, props: true },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});
