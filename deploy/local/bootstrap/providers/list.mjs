// The one list from which `npm start`, the tests, the benches and the faults get their servers. The order is the rule; the first that works is taken.
import { MONGO_MINIMUM, NATS_MINIMUM } from './limits.mjs';
import { choose } from './choose.mjs';
import { dockerImage } from './docker.mjs';
import { mongoEmbedded } from './mongo-embedded.mjs';
import { mongoUri } from './mongo-uri.mjs';
import { natsArchive } from './nats-archive.mjs';
import { natsGo } from './nats-go.mjs';
import { natsUrl } from './nats-url.mjs';
import { natsWheel } from './nats-wheel.mjs';
import { onPath } from './on-path.mjs';

/** @type {readonly import('../types').Provider[]} */
export const natsProviders = [
  natsUrl,
  dockerImage('nats-docker', 'nats:2.12-alpine'),
  onPath({
    id: 'nats-path',
    command: 'nats-server',
    minimum: NATS_MINIMUM,
    // Debian's own package is older than the minimum.
    remedy: {
      debian: 'fetch the .deb from https://github.com/nats-io/nats-server/releases, then sudo apt-get install ./nats-server-*.deb',
      macos: 'brew install nats-server',
    },
  }),
  natsArchive,
  natsGo,
  natsWheel,
];

/** @type {readonly import('../types').Provider[]} */
export const mongoProviders = [
  mongoUri,
  dockerImage('mongo-docker', 'mongo:8'),
  onPath({
    id: 'mongo-path',
    command: 'mongod',
    minimum: MONGO_MINIMUM,
    remedy: {
      debian: 'add the repository of https://repo.mongodb.org/apt/debian, then sudo apt-get install mongodb-org-server',
      macos: 'brew tap mongodb/brew && brew install mongodb-community',
    },
  }),
  mongoEmbedded,
];

/**
 * Both decisions at once.
 * @param {import('../types').System} system
 * @param {{ mayObtain: boolean, report?: (service: 'NATS' | 'MongoDB', doing: string) => void }} options
 * @returns {Promise<import('../types').Decisions>}
 */
export const decide = async (system, { mayObtain, report = () => {} }) => {
  const [nats, mongo] = await Promise.all([
    choose('NATS', natsProviders, system, { mayObtain, report: (doing) => report('NATS', doing) }),
    choose('MongoDB', mongoProviders, system, { mayObtain, report: (doing) => report('MongoDB', doing) }),
  ]);
  return { nats, mongo };
};
