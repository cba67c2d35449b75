import { defaultClientConditions, defineConfig } from 'vite';

/** Builds the console into dist beside it; the host serves it from there and fills in the nonce. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  logLevel: 'warn',
  // What the console shares with the commands imports by name; the sources are meant, not a compilation of them.
  resolve: { conditions: ['entra-source', ...defaultClientConditions] },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    target: 'es2022',
    // Browsers that know light-dark() themselves; lowered, it would not follow the reader's choice.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog: (level, log, report) => {
        // Libraries mark client code for server components, which there are none of here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/catalog', '/me', '/integrations'].map((path) => [path, 'http://localhost:3000']),
    ),
  },
});
