import { createRouter, createWebHistory } from 'vue-router';

/**
 * One page a device; none of them links to another. To be made when the token is out of the address:
 * a router keeps the address that it finds.
 */
export const hallRouter = () => createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/kiosk', component: () => import('./kiosk/KioskPage.vue') },
    { path: '/desk/:counter', component: () => import('./desk/DeskPage.vue'), props: true },
    { path: '/screen/:counter', component: () => import('./screen/ScreenPage.vue'), props: true },
    { path: '/camera', component: () => import('./camera/CameraPage.vue') },
    { path: '/board', component: () => import('./board/BoardPage.vue') },
    { path: '/:rest(.*)*', component: () => import('./kit/UnknownPage.vue') },
  ],
});
