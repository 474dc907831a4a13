// Installs the packages of the lock file when they are not there, or are not those of the lock file.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError } from './refused.mjs';
import { run } from './children.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage */

/** @param {string} file @returns {Record<string, LockedPackage>} */
const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/**
 * Whether everything the lock file asks for is installed. Optional packages of other systems may be absent.
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} installed npm's own note of what it installed
 */
export const isInstalled = (wanted, installed) =>
  Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    if (found === undefined) return optional === true;
    return found.version === version && (integrity === undefined || found.integrity === integrity);
  });

/**
 * @param {string} root
 * @returns {boolean} true when `npm ci` has nothing to do
 */
export const upToDate = (root) => {
  const lock = join(root, 'package-lock.json');
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const stamp = join(root, 'node_modules', '.spil-lock');
  const hash = createHash('sha256').update(readFileSync(lock)).update(readFileSync(note)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!isInstalled(packagesIn(lock), packagesIn(note))) return false;
  writeFileSync(stamp, hash);
  return true;
};

/** @param {string} output of npm @returns {string} one sentence */
export const installRemedy = (output) => {
  if (/ENOSPC|no space left/i.test(output)) return 'The disk is full: free about 1 GB and run npm start again.';
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(output))
    return 'The package registry cannot be reached: check the network or the registry set in .npmrc, then run npm start again.';
  if (/EUSAGE/.test(output)) return 'package-lock.json does not fit package.json: run npm install and commit the lock file.';
  const said = output.split('\n').filter((line) => /^npm error \S/.test(line) && !/complete log|npm help/.test(line));
  return `npm ci failed: ${(said.length > 0 ? said : output.trim().split('\n')).slice(0, 3).join(' ').slice(0, 300)}`;
};

/**
 * @param {string} root
 * @param {import('./types').Report} report
 * @returns {Promise<'done' | 'nothing to do'>}
 */
export const install = async (root, report) => {
  if (upToDate(root)) return 'nothing to do';
  report('installing packages (npm ci)');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: root,
  });
  if (code !== 0) throw new RefusedError(installRemedy(output));
  upToDate(root);
  return 'done';
};
