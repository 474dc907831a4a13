// A suite of its own for tests: free ports, its own data folder, stopped in order when they are done.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './system.mjs';

const READY_MS = 5 * 60_000;
const STOP_MS = 60_000;

/**
 * Starts `npm start` with its state in `dir` and waits until it is ready.
 * @param {string} dir
 * @param {readonly string[]} [options] of npm start
 * @param {Record<string, string>} [more] environment
 * @returns {Promise<{ stop: () => Promise<void>, ready: Record<string, unknown> }>}
 * @throws {Error} with what the start said, when it does not become ready
 */
export const startSuite = async (dir, options = [], more = {}) => {
  mkdirSync(dir, { recursive: true });
  const said = join(dir, 'start.log');
  const log = openSync(said, 'a');
  const child = spawn(process.execPath, [join(projectRoot, 'deploy/local/bootstrap/start.mjs'), '--port', '0', ...options], {
    cwd: projectRoot,
    env: { ...process.env, ...more, SPIL_DIR: dir },
    // Not ours to interrupt together with us: it is asked to stop, and then stops in its own order.
    detached: true,
    stdio: ['ignore', log, log],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(force);
  };
  const file = join(dir, 'ready.json');
  for (const until = Date.now() + READY_MS; !existsSync(file); await new Promise((done) => setTimeout(done, 100))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`the suite did not start:\n${readFileSync(said, 'utf8').split('\n').slice(-30).join('\n')}`);
    }
  }
  return { stop, ready: JSON.parse(readFileSync(file, 'utf8')) };
};
