// The real machine behind the providers' `System`.
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { run } from './children.mjs';

/** Root of the project, wherever the command was started. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * Where the state of one running suite lies; `SPIL_DIR` lets a second one (tests) live beside the first.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} root
 */
export const stateDir = (env = process.env, root = projectRoot) => resolve(env.SPIL_DIR || join(root, '.spil'));

/** @param {Readonly<Record<string, string | undefined>>} env */
export const cacheDirOf = (env) => join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), '.cache'), 'spil');

/**
 * @param {string} command
 * @param {string | undefined} path the PATH to search
 */
export const which = (command, path) => {
  for (const folder of (path ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, command);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
};

/**
 * @param {string} host
 * @param {number} port
 * @param {number} timeoutMs
 * @returns {Promise<string>}
 */
const dial = (host, port, timeoutMs) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (/** @type {Error} */ error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer within ${timeoutMs / 1000} s`)));
    socket.once('error', fail);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('utf8').split('\r\n')[0] ?? '');
    });
  });

/**
 * @param {Partial<import('./types').System>} [differences] for tests: another cache, another environment
 * @returns {import('./types').System}
 */
export const realSystem = (differences = {}) => {
  const env = differences.env ?? process.env;
  return {
    env,
    platform: process.platform,
    arch: process.arch,
    root: projectRoot,
    cacheDir: cacheDirOf(env),
    which: (command) => which(command, env.PATH),
    run,
    fetch: (url, { timeoutMs, ...init } = {}) =>
      fetch(url, { ...init, redirect: 'follow', ...(timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) }) }),
    dial,
    ...differences,
  };
};
