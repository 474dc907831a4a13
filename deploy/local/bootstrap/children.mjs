// Child processes of the bootstrap: each in a process group of its own, so that one Ctrl-C takes everything it has started with it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @type {Set<number>} */
const groups = new Set();
/** Kept per child so that a chatty build cannot fill the memory. */
const OUTPUT_LIMIT = 64 * 1024;

/** @param {number} group @param {NodeJS.Signals} signal */
const signalGroup = (group, signal) => {
  try {
    process.kill(-group, signal);
  } catch {
    groups.delete(group);
  }
};

/**
 * Stops every running child and what it has started: asks first, forces after the grace period.
 * @param {number} [graceMs]
 */
export const stopChildren = async (graceMs = 2_000) => {
  for (const group of groups) signalGroup(group, 'SIGTERM');
  const until = Date.now() + graceMs;
  while (groups.size > 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 50));
  for (const group of groups) signalGroup(group, 'SIGKILL');
};

/**
 * Runs a command to its end and keeps the tail of what it said. Never throws: code 127 when it cannot be started, 124 on time-out.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('./types').RunOptions} [options]
 * @returns {Promise<import('./types').RunResult>}
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(command, [...args], { cwd: options.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const group = child.pid;
    if (group !== undefined) groups.add(group);
    let output = '';
    let timedOut = false;
    const onLine = (/** @type {string} */ line) => {
      output = `${output}${line}\n`.slice(-OUTPUT_LIMIT);
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', onLine);
    const stop = () => {
      timedOut = true;
      if (group !== undefined) signalGroup(group, 'SIGKILL');
    };
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      if (group !== undefined) groups.delete(group);
      resolve({ code: timedOut ? 124 : code, output });
    };
    child.once('error', () => end(127));
    child.once('close', (code) => end(code ?? 1));
  });
