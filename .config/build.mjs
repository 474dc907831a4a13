// Bundles one program: our own sources into one file, packages left to node_modules. usage: node .config/build.mjs <entry.ts> <out.js>
import { build } from 'esbuild';
const [entry, outfile] = process.argv.slice(2);
if (!entry || !outfile) {
  console.error('usage: node .config/build.mjs <entry.ts> <out.js>');
  process.exit(2);
}
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: outfile.endsWith('.cjs') ? 'cjs' : 'esm',
  target: 'node20',
  sourcemap: true,
  packages: 'external',
  tsconfig: 'tsconfig.base.json',
  // Statements labelled FAULT are the fault instrument's fail-points: compiled out unless it asks for them.
  dropLabels: process.env.SPIL_FAILPOINTS === '1' ? [] : ['FAULT'],
  logLevel: 'warning',
});
