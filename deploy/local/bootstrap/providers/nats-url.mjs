import { atLeast } from '../versions.mjs';
import { NATS_MINIMUM, REACH_MS } from './limits.mjs';

/** @param {string} greeting first line of a NATS server: `INFO {json}` */
const aboutServer = (greeting) => {
  if (!greeting.startsWith('INFO ')) throw new Error('what answers there is no NATS server');
  return /** @type {{ version?: string, jetstream?: boolean }} */ (JSON.parse(greeting.slice(5)));
};

/** A server that runs already, named by its address. @type {import('../types').Provider} */
export const natsUrl = {
  id: 'nats-url',
  title: 'NATS_URL',
  async probe(system) {
    const address = system.env.NATS_URL;
    if (!address) return { state: 'refused', why: 'not set' };
    const url = new URL(address.includes('://') ? address : `nats://${address}`);
    const about = aboutServer(await system.dial(url.hostname, Number(url.port || 4222), REACH_MS));
    const version = about.version ?? '0';
    if (!atLeast(version, NATS_MINIMUM)) return { state: 'refused', why: `NATS ${version} runs there, ${NATS_MINIMUM} or newer is needed` };
    if (about.jetstream !== true) return { state: 'refused', why: 'JetStream is off there: start that server with -js' };
    return {
      state: 'ready',
      choice: { provider: 'nats-url', kind: 'url', target: address, version, title: `NATS ${version} at NATS_URL` },
    };
  },
};
