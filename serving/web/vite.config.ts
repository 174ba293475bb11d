import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [vue(), phonesLoadLittle(100 * 1024)],
  define: {
    __VUE_I18N_FULL_INSTALL__: 'true',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    // Nothing is inlined as data: so that the page works under a strict content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: ['index.html', 'phone.html', 'query.html', 'desk.html'] },
  },
  // The query screen searches beside its page.
  worker: { format: 'es' },
});

/** Fails the build if what a phone loads first, zipped, is more than so many bytes. */
function phonesLoadLittle(most: number): Plugin {
  return {
    name: 'phones-load-little',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.isEntry && file.name === 'phone',
      );
      if (entry?.type !== 'chunk') {
        this.error('The build has no phone.html');
      }
      const zipped = (name: string): number => {
        const file = bundle[name];
        return file === undefined
          ? this.error(`${name} is not in the build`)
          : gzipSync(file.type === 'chunk' ? file.code : file.source).length;
      };
      const first = closure(entry.fileName);
      for (const page of entry.dynamicImports) {
        const files = new Set([...first, ...closure(page)]);
        const bytes = [...files].reduce((sum, file) => sum + zipped(file), zipped('phone.html'));
        const told = `phone page ${page}: ${(bytes / 1024).toFixed(1)} KB zipped in ${files.size + 1} files`;
        if (bytes > most) {
          this.error(`${told}, more than ${most / 1024} KB`);
        }
        this.info(told);
      }

      /** A chunk, what it imports at once, and their styles. */
      function closure(name: string, files = new Set<string>()): Set<string> {
        const chunk = bundle[name];
        if (chunk?.type === 'chunk' && !files.has(name)) {
          files.add(name);
          chunk.viteMetadata?.importedCss.forEach((css) => files.add(css));
          chunk.imports.forEach((each) => closure(each, files));
        }
        return files;
      }
    },
  };
}
