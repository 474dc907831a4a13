import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Pins the server to core 0; answers the words that pin a client to core 1, none where that cannot be done. */
export async function pinned(serverPid: number | undefined): Promise<string[]> {
  if (serverPid === undefined || cpus().length < 2) return [];
  try {
    await run('taskset', ['-acp', '0', String(serverPid)]);
    return ['taskset', '-c', '1'];
  } catch {
    return [];
  }
}

/** Installs the peer that needs packages of its own, once; pinned by its lock file, no install scripts. */
export async function installHorizon(root: string, say: (line: string) => void): Promise<string> {
  const folder = join(root, 'test/bench/peers/horizon');
  if (!existsSync(join(folder, 'node_modules/@horizon-republic/nestjs-jetstream'))) {
    say('installing peer H (@horizon-republic/nestjs-jetstream 1.0.6 with Nest 11) …');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  }
  return join(folder, 'run.mjs');
}

/** Bundles the contenders that run in our own packages. */
export async function buildContenders(root: string): Promise<string> {
  const file = 'dist/test/bench/contender.js';
  await run(process.execPath, [join(root, '.config/build.mjs'), 'test/bench/contenders/entry.ts', file], { cwd: root });
  return join(root, file);
}

/** What the figures were measured on. */
export const machineOf = (): { cores: number; model: string; node: string } => ({
  cores: cpus().length,
  model: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.version,
});
