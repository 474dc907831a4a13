import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

const kept = /\.(html|js|css|svg|webmanifest|png)$/;
const hashed = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.\w+$/;

/** Files of this version with what tells two versions apart; a hashed name tells it already. */
function filesOf(folder: string): { url: string; revision: string | null }[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, url: `/${relative(folder, file).split(sep).join('/')}` }))
    .filter(({ url }) => kept.test(url) && url !== '/sw.js')
    .map(({ file, url }) => ({ url, revision: hashed.test(url) ? null : createHash('sha256').update(readFileSync(file)).digest('hex') }))
    .sort((a, b) => a.url.localeCompare(b.url));
}

/** Scripts and styles as small as brotli makes them when it may take its time; the gateway sends these. */
function squeeze(folder: string): void {
  for (const name of readdirSync(join(folder, 'assets')).filter((file) => /\.(js|css)$/.test(file))) {
    const body = readFileSync(join(folder, 'assets', name));
    if (body.length >= 1_024) writeFileSync(join(folder, 'assets', `${name}.br`), brotliCompressSync(body));
  }
}

/** After the build: one worker that keeps exactly this version on the device, and everything squeezed. */
export function onDevice(entry: string): Plugin {
  let folder = '';
  return {
    name: 'spil-on-device',
    apply: 'build',
    configResolved: ({ root, build: { outDir } }) => void (folder = join(root, outDir)),
    closeBundle: {
      sequential: true,
      async handler() {
        await build({
          entryPoints: [entry],
          outfile: join(folder, 'sw.js'),
          bundle: true,
          minify: true,
          format: 'iife',
          target: 'es2022',
          define: { BUILT: JSON.stringify(filesOf(folder)), 'process.env.NODE_ENV': '"production"' },
        });
        squeeze(folder);
      },
    },
  };
}
