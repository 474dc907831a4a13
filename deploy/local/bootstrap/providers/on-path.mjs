import { atLeast, versionIn } from '../versions.mjs';
import { COMMAND_MS } from './limits.mjs';

/**
 * A server program that is installed on this machine.
 * @param {{ id: string, command: string, minimum: string, remedy: import('../types').Remedy }} program
 * @returns {import('../types').Provider}
 */
export const onPath = ({ id, command, minimum, remedy }) => ({
  id,
  title: `${command} on the PATH`,
  async probe(system) {
    const path = system.which(command);
    if (!path) return { state: 'refused', why: 'not installed', remedy };
    const { code, output } = await system.run(path, ['--version'], { timeoutMs: COMMAND_MS });
    const version = versionIn(output);
    if (code !== 0 || !version) return { state: 'refused', why: 'does not say its version' };
    if (!atLeast(version, minimum)) return { state: 'refused', why: `is ${version}, ${minimum} or newer is needed`, remedy };
    return { state: 'ready', choice: { provider: id, kind: 'binary', target: path, version, title: `${command} ${version} on the PATH` } };
  },
});
