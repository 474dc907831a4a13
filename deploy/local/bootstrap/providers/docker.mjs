import { COMMAND_MS, FETCH_MS } from './limits.mjs';
import { versionIn } from '../versions.mjs';

const remedy = { debian: 'sudo apt-get install docker.io', macos: 'brew install --cask docker' };

/**
 * A server in a container, where a Docker engine answers.
 * @param {string} id
 * @param {string} image
 * @returns {import('../types').Provider}
 */
export const dockerImage = (id, image) => {
  /** @type {import('../types').Choice} */
  const choice = { provider: id, kind: 'docker', target: image, version: versionIn(image) ?? image, title: `Docker image ${image}` };
  return {
    id,
    title: `Docker (${image})`,
    async probe(system) {
      if (!system.which('docker')) return { state: 'refused', why: 'docker is not installed', remedy };
      const engine = await system.run('docker', ['version', '--format', '{{.Server.Version}}'], { timeoutMs: COMMAND_MS });
      if (engine.code !== 0) return { state: 'refused', why: 'no Docker engine answers' };
      const here = await system.run('docker', ['image', 'inspect', '--format', '{{.Id}}', image], { timeoutMs: COMMAND_MS });
      return here.code === 0 ? { state: 'ready', choice } : { state: 'obtainable', title: `${choice.title} (to be pulled)` };
    },
    async obtain(system, report) {
      report(`pulling ${image}`);
      const onLine = (/** @type {string} */ line) => report(`pulling ${image}: ${line.slice(0, 60)}`);
      const pulled = await system.run('docker', ['pull', image], { timeoutMs: FETCH_MS, onLine });
      if (pulled.code !== 0) throw new Error('the image could not be pulled');
      return choice;
    },
  };
};
