// Builds every program through Nx; what has not changed comes from its cache.
import { join } from 'node:path';
import { RefusedError } from './refused.mjs';
import { run } from './children.mjs';

/** Nx must not ask, phone home or leave a daemon behind. */
const QUIET_NX = { NX_DAEMON: 'false', NX_TUI: 'false', CI: 'true', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };

/**
 * @param {string} root
 * @param {import('./types').Report} report
 * @returns {Promise<void>}
 */
export const build = async (root, report) => {
  report('building');
  let built = 0;
  const onLine = (/** @type {string} */ line) => {
    const project = /nx run ([\w-]+):build/.exec(line)?.[1];
    if (project) report(`building: ${(built += 1)} done, last ${project}`);
  };
  const nx = join(root, 'node_modules', '.bin', 'nx');
  const args = ['run-many', '-t', 'build', '--outputStyle=static'];
  const { code, output } = await run(nx, args, { cwd: root, env: QUIET_NX, onLine });
  if (code === 0) return;
  if (/ENOSPC|no space left/i.test(output)) throw new RefusedError('The disk is full: free about 1 GB and run npm start again.');
  throw new RefusedError(`The build failed:\n${output.trim().split('\n').slice(-30).join('\n')}`);
};
