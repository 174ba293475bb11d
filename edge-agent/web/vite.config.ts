import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  // The wall's colours and base rules, so that all screens look like one family.
  resolve: {
    alias: { '@kit': fileURLToPath(new URL('../../serving/web/src/styles', import.meta.url)) },
  },
  define: {
    __VUE_I18N_FULL_INSTALL__: 'true',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  // Nothing is inlined as data: so that the pages work under a strict content security policy.
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
