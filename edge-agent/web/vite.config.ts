import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  // The wall's colours and base rules, and what is the same on all pages, so that they look like one family.
  resolve: {
    alias: {
      '@kit': fileURLToPath(new URL('../../serving/web/src/styles', import.meta.url)),
      '@shared': fileURLToPath(new URL('../../serving/web/src/kit', import.meta.url)),
    },
    // Of this project, whatever the other one has installed.
    dedupe: ['vue', 'qrcode'],
  },
  define: {
    __VUE_I18N_FULL_INSTALL__: 'true',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  // Nothing is inlined as data: so that the pages work under a strict content security policy.
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
