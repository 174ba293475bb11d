import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [vue(), loadsLittle({ index: 120, phone: 100, query: 70, desk: 70 }, 190)],
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

/** What a page may load first, zipped. A phone's counts with the page that it opens, the others' without what follows. */
type Budget = Record<'index' | 'phone' | 'query' | 'desk', number>;

/** Fails the build if a page loads more. */
function loadsLittle(budget: Budget, mostOfAnyChunk: number): Plugin {
  return {
    name: 'loads-little',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [name, most] of Object.entries(budget)) {
        const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name === name);
        if (entry?.type !== 'chunk') {
          this.error(`The build has no ${name}.html`);
        }
        for (const page of name === 'phone' ? entry.dynamicImports : [null]) {
          const files = closure(entry.fileName);
          if (page !== null) {
            closure(page, files);
          }
          const kilobytes = [...files, `${name}.html`].reduce((sum, file) => sum + zipped(file), 0) / 1024;
          const told = `${page ?? name} loads ${kilobytes.toFixed(1)} KB zipped in ${files.size + 1} files first`;
          if (kilobytes > most) {
            this.error(`${told}, more than ${most} KB`);
          }
          this.info(told);
        }
      }
      for (const name of Object.keys(bundle)) {
        if (zipped(name) / 1024 > mostOfAnyChunk) {
          this.error(`${name} has ${(zipped(name) / 1024).toFixed(1)} KB zipped, more than ${mostOfAnyChunk} KB`);
        }
      }

      function zipped(name: string): number {
        const file = bundle[name];
        if (file === undefined) {
          throw new Error(`${name} is not in the build`);
        }
        return gzipSync(file.type === 'chunk' ? file.code : file.source).length;
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
