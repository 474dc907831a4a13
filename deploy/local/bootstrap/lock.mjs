// One suite for each data folder. A lock whose process is gone (power cut, kill -9) is taken over.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './providers/reason.mjs';
import { RefusedError } from './refused.mjs';
import { startMark } from './process-age.mjs';

/** @typedef {{ pid: number, started: string | undefined }} Holder */

/** @param {string} file @returns {Holder | undefined} */
const readHolder = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** @param {Holder | undefined} holder */
const lives = (holder) => holder !== undefined && holder.started !== undefined && startMark(holder.pid) === holder.started;

/**
 * @param {string} file
 * @returns {() => void} gives the lock back; safe to call twice
 * @throws {RefusedError} when another running process holds it
 */
export const takeLock = (file) => {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, started: startMark(process.pid) });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => {
        if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const holder = readHolder(file);
      if (lives(holder))
        throw new RefusedError(
          `Spil is already running here (process ${holder?.pid}). Use it, or stop it with Ctrl-C in its window or: kill ${holder?.pid}`,
        );
      rmSync(file, { force: true });
    }
  }
  throw new RefusedError(`Another start of Spil was faster; look at ${file}.`);
};
