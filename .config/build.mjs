// Bundles one program. usage: node .config/build.mjs <entry.ts> <out.js> [--whole]
// Our own sources come into one file, packages are left to node_modules. With --whole the packages come in as well: a program that
// reads one file instead of 1,500 is there in a third of the time, which counts when it starts, and when it starts again.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
const [entry, outfile, ...options] = process.argv.slice(2);
if (!entry || !outfile) {
  console.error('usage: node .config/build.mjs <entry.ts> <out.js> [--whole]');
  process.exit(2);
}
const whole = options.includes('--whole');
/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
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

/** What a program of one file still takes from node_modules: what is compiled for the machine, and what is not installed (packages ask for others they can do without). */
const native = /^(lmdb)(\/|$)/;
/** @type {import('esbuild').Plugin} */
const packages = {
  name: 'packages',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === packages || kind === 'entry-point') return undefined;
      if (native.test(path)) return { path, external: true };
      const found = await resolve(path, { kind, resolveDir, pluginData: packages });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
    // The map is read at every start, and the packages' lines would make it ten times ours: of them it gives the file alone.
    /** @param {string} path */
    const mapOf = (path) => Buffer.from(JSON.stringify({ version: 3, sources: [basename(path)], mappings: 'AAAA' })).toString('base64');
    // Nest asks for some packages as nobody who bundles can see; it would get a second copy of those that are in the bundle.
    const hidden = /createRequire\(import\.meta\.url\)\(('[^']+')\)/g;
    onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8').replace(hidden, 'require($1)')}\n//# sourceMappingURL=data:application/json;base64,${mapOf(path)}`,
      loader: 'default',
    }));
  },
};
/** Packages of the older kind ask for these; a module has none of its own. */
const asked =
  "import { createRequire as spilRequireOf } from 'node:module'; import { fileURLToPath as spilFileOf } from 'node:url'; import { dirname as spilFolderOf } from 'node:path'; const require = spilRequireOf(import.meta.url); const __filename = spilFileOf(import.meta.url); const __dirname = spilFolderOf(__filename);";

await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: outfile.endsWith('.cjs') ? 'cjs' : 'esm',
  target: 'node20',
  sourcemap: true,
  ...(whole ? { banner: { js: asked }, sourcesContent: false } : { packages: 'external' }),
  tsconfig: 'tsconfig.base.json',
  // What libs/service-host/src/build-version.ts answers with. nx.json names the field as an input: a new version builds anew, a new commit does not.
  define: { SPIL_BUILT_VERSION: JSON.stringify(version) },
  // Statements labelled FAULT are the fault instrument's fail-points: compiled out unless it asks for them.
  dropLabels: process.env.SPIL_FAILPOINTS === '1' ? [] : ['FAULT'],
  plugins: whole ? [builtWrong, packages] : [builtWrong],
  logLevel: 'warning',
});
