// Bundles one program: our own sources into one file, packages left to node_modules. usage: node .config/build.mjs <entry.ts> <out.js>
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
const [entry, outfile] = process.argv.slice(2);
if (!entry || !outfile) {
  console.error('usage: node .config/build.mjs <entry.ts> <out.js>');
  process.exit(2);
}
/** The fault instrument's controls build a part wrong: in `file`, `put` stands instead of `find`. A place that is gone is an error. */
/** @type {{ file: string; find: string; put: string }[]} */
const wrong = JSON.parse(process.env.SPIL_BUILT_WRONG ?? '[]');
/** @type {import('esbuild').Plugin} */
const builtWrong = {
  name: 'built-wrong',
  setup({ onLoad }) {
    // One hook for each file: the first that answers for a file is the only one that is asked.
    for (const file of new Set(wrong.map((place) => place.file))) {
      onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, ({ path }) => {
        const places = wrong.filter((place) => place.file === file);
        const contents = places.reduce(
          (text, { find, put }) => {
            const parts = text.split(find);
            if (parts.length !== 2)
              throw new Error(`${file} holds "${find}" ${parts.length - 1} times, not once: the control is out of date`);
            return parts.join(put);
          },
          readFileSync(path, 'utf8'),
        );
        return { contents, loader: 'ts' };
      });
    }
  },
};
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
  plugins: [builtWrong],
  logLevel: 'warning',
});
