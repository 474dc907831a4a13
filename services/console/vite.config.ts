import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { onDevice } from './device.plugin';

const contracts = join(import.meta.dirname, '../../libs/contracts/src');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), onDevice(join(import.meta.dirname, 'src/worker/sw.ts'))],
  resolve: {
    alias: { '@spil/charts': join(import.meta.dirname, '../../libs/charts/src/index.ts'), '@spil/contracts': join(contracts, 'index.ts') },
  },
  build: {
    outDir: '../../dist/services/console',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    rolldownOptions: {
      // A resident's page stands apart: its phone carries nothing of the application.
      input: ['index.html', 'opvolging.html'].map((page) => join(import.meta.dirname, page)),
      // Of the contracts only the words are carried: a file nothing is taken from may be left out whole, validators and all.
      treeshake: { moduleSideEffects: (id: string) => !id.startsWith(contracts) },
    },
    // Strict content security policy: nothing inlined as data, no preload helper script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
