import { defineAsyncComponent } from 'vue';

/** A chart, with the library that draws it: loaded after what must be seen first. */
export default defineAsyncComponent(() => import('./ChartCanvas.vue'));
