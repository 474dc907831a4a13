import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { OwnSuite } from './own-suite';

/** A text that operators, the broker or the network's observers can see, and where it was. */
export interface Seen {
  where: string;
  text: string;
}

const get = async (url: string): Promise<string> => (await fetch(url)).text();
const data = <T>(text: string): T => (JSON.parse(text) as { data: T }).data;

/** Every trace of every service, as the Jaeger query API tells it. */
export const spansSeen = async (base: string): Promise<Seen[]> => {
  const services = data<string[]>(await get(`${base}/api/services`));
  return Promise.all(
    services.map(async (service) => ({
      where: `spans of ${service}`,
      text: await get(`${base}/api/traces?service=${service}&limit=1500`),
    })),
  );
};

/** Every series with its labels. */
export const metricsSeen = async (base: string): Promise<Seen[]> => {
  const names = data<string[]>(await get(`${base}/api/v1/label/__name__/values`));
  return Promise.all(names.map(async (name) => ({ where: `metric ${name}`, text: await get(`${base}/api/v1/query?query=${name}`) })));
};

const messagesOf = async (connection: NatsConnection): Promise<Seen[]> => {
  const manager = await jetstreamManager(connection);
  const seen: Seen[] = [];
  for await (const { config, state } of manager.streams.list()) {
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage(config.name, { seq }).catch(() => null);
      if (!message) continue;
      const headers = message.header ? [...message.header].map(([key, values]) => `${key}: ${values.join(',')}`) : [];
      seen.push({ where: `${config.name} #${seq}`, text: [message.subject, ...headers].join('\n') });
    }
  }
  return seen;
};

/** Subject and headers of every stored message. Bodies are what the walls of need-to-know are about, and not searched. */
export const subjectsAndHeadersSeen = async ({ ready, dir }: OwnSuite): Promise<Seen[]> => {
  const { nats } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as { nats: Record<string, string> };
  const connection = await connect({ servers: ready.nats, user: 'provisioner', pass: nats['provisioner'] ?? '' });
  try {
    return await messagesOf(connection);
  } finally {
    await connection.close();
  }
};
