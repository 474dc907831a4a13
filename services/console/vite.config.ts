import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../dist/services/console',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // Strict content security policy: nothing inlined as data, no preload helper script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
