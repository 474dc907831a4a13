import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadyFile } from '@spil/local';

/** A suite of this test's own: canaries must not enter one that somebody works with. */
export interface OwnSuite {
  ready: ReadyFile & { nats: string; services: Record<string, string> };
  dir: string;
  stop(): Promise<void>;
}

const readyWithinMs = 240_000;
const tail = (file: string): string => readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()));

/** Starts the whole suite as `npm start` does, without the evening, so that all that happens is the test's own; its state goes when it stops. */
export const startOwnSuite = async (): Promise<OwnSuite> => {
  const dir = mkdtempSync(join(tmpdir(), 'spil-telemetry-'));
  const said = join(dir, 'start.log');
  const log = openSync(said, 'a');
  const args = [join(process.cwd(), 'deploy/local/bootstrap/start.mjs'), '--port', '0', '--no-evening'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '', SPIL_DIR: dir },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await ended(child);
    clearTimeout(force);
    rmSync(dir, { recursive: true, force: true });
  };
  const file = join(dir, 'ready.json');
  for (const until = Date.now() + readyWithinMs; !existsSync(file); await new Promise((done) => setTimeout(done, 100))) {
    if (child.exitCode === null && Date.now() < until) continue;
    const why = tail(said);
    await stop();
    throw new Error(`the suite did not start:\n${why}`);
  }
  return { ready: JSON.parse(readFileSync(file, 'utf8')) as OwnSuite['ready'], dir, stop };
};

/** Everything the suite's programs wrote for people: log files and what the start said, by name. */
export const writtenBy = ({ dir }: OwnSuite): Map<string, string> => {
  const logs = join(dir, 'logs');
  const files = readdirSync(logs).map((name): [string, string] => [name, join(logs, name)]);
  return new Map([...files, ['start.log', join(dir, 'start.log')] as const].map(([name, path]) => [name, readFileSync(path, 'utf8')]));
};
