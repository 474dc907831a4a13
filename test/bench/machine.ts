import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Pins a server to core 0, all its threads; answers the words that pin a client to core 1, none where that cannot be done. */
export async function pinned(serverPid: number | undefined): Promise<string[]> {
  if (serverPid === undefined || cpus().length < 2) return [];
  try {
    await run('taskset', ['-acp', '0', String(serverPid)]);
    return ['taskset', '-c', '1'];
  } catch {
    return [];
  }
}

/** When a nats-server of this configuration flushes what it has acknowledged to the disk. */
export function flushOf(config = ''): string {
  const interval = /\bsync_interval:\s*"?([\w.]+)/.exec(config)?.[1];
  if (interval === 'always') return 'file storage, flushed to disk before each acknowledgement (sync_interval always)';
  return `file storage, flushed to disk every ${interval ?? '2m, the default'} (sync_interval)`;
}

/** How the suite, the relays and the peers write to a database: connectMongo and the peers' own connections ask for it alike. */
export const databaseFlush = 'writes acknowledged once the journal is on disk (w: majority, j: true)';

/** Installs a peer that needs packages of its own, once; pinned by its lock file, no install scripts. Answers its program. */
export async function installPeer(root: string, name: string, say: (line: string) => void): Promise<string> {
  const folder = join(root, 'test/bench/peers', name);
  if (!existsSync(join(folder, 'node_modules'))) {
    say(`fetching the packages of peer ${name}, once …`);
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  }
  return join(folder, 'run.mjs');
}

/** Bundles a program of ours; answers the file. */
export async function buildProgram(root: string, entry: string): Promise<string> {
  const file = `dist/${entry.replace(/\.ts$/, '.js')}`;
  await run(process.execPath, [join(root, '.config/build.mjs'), entry, file], { cwd: root });
  return join(root, file);
}

/** What the figures were measured on. */
export const machineOf = (): { cores: number; model: string; node: string } => ({
  cores: cpus().length,
  model: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.version,
});
