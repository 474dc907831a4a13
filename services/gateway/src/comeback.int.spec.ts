import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { briefing, feedStream } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { NatsAudienceTails } from './edge/nats/audience-tails';
import { FeedClient } from './test-kit/feed-client';
import { anItem } from './test-kit/samples';
import { until, World } from './test-kit/world';
import type { AudienceTail } from './use-cases/follow-feed/ports';

let world: World;
const clients: FeedClient[] = [];
const open = async (lastEventId?: string): Promise<FeedClient> => {
  const client = await FeedClient.open(world, { as: 'crew-1', roles: ['crew'] }, lastEventId);
  clients.push(client);
  await client.ready();
  return client;
};
const brief = (n: number, more: object = {}): Promise<void> =>
  world.store(briefing, { audience: 'crew-noord' }, anItem(n, more), { headline: `headline ${n}` });
const headlines = (client: FeedClient): unknown[] => client.frames.map(({ data }) => data['headline']);
const states = (client: FeedClient): unknown[] => client.heard.filter(({ event }) => event === 'state').map(({ data }) => data['state']);
/** Questions the broker's stream interface was asked so far. */
const asked = async (): Promise<number> => (await (await jetstreamManager(world.producers.admin)).getAccountInfo()).api.total;

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
  await world.assign({ personId: 'crew-1', role: 'crew', team: 'noord', wijkIds: ['W01'] });
}, 60_000);
afterAll(() => world.stop());
afterEach(() => clients.splice(0).forEach((client) => client.close()));

describe('coming back after a restart of the gateway (F25)', () => {
  it('reads a stream once for all who come back after a restart, not once for each', async () => {
    const first = await open();
    await brief(50);
    await until(() => first.frames.length === 1, 'the last before the restart');
    const id = first.lastId as string;
    first.close();
    await brief(51);
    await world.restartGateway();
    const before = await asked();
    const back = await Promise.all([1, 2, 3, 4, 5].map(() => open(id)));
    await until(() => back.every(({ frames }) => frames.length === 1), 'what was missed, at all five');
    for (const client of back) {
      expect(headlines(client)).toEqual(['headline 51']);
      expect(states(client)).toEqual(['live']);
    }
    // One look at the stream, one more by its tail, one consumer with a look of its own; the watch of two seconds may add a few.
    expect((await asked()) - before).toBeLessThan(10);
  }, 30_000);

  it('reads the stream itself for who was away longer than memory reaches back', async () => {
    const first = await open();
    const id = first.lastId as string;
    first.close();
    await brief(60);
    for (let n = 0; n < 1_100; n += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, i) => brief(2_000 + n + i, { wijkId: 'W99' })));
    }
    await world.restartGateway();
    const back = await open(id);
    await until(() => back.frames.length === 1, 'the one from before memory');
    await until(() => back.heard.some(({ data }) => data['state'] === 'live'), 'live');
    expect(headlines(back)).toEqual(['headline 60']);
    expect(states(back)).toEqual(['catching-up', 'live']);
    expect(back.is('reset')).toBe(false);
  }, 30_000);

  it('takes no more from the stream than a portion or two ahead of who reads it slowly', async () => {
    for (let n = 0; n < 1_200; n += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, i) => brief(4_000 + n + i, { wijkId: 'W99' })));
    }
    await world.restartGateway();
    const stream = feedStream('demo', 'crew-noord');
    const manager = await jetstreamManager(world.producers.admin);
    const consumers = () => manager.consumers.list(stream).next();
    const tails = world.gateway.container.resolve(NatsAudienceTails);
    const tail = (await tails.open('demo', 'crew-noord')) as AudienceTail;
    const before = new Set((await consumers()).map(({ name }) => name));
    const seen: number[] = [];
    const readAhead = async (): Promise<number> =>
      Math.max(0, ...(await consumers()).filter(({ name }) => !before.has(name)).map(({ delivered }) => delivered.stream_seq));
    /** How far it read ahead, once that has stood still for as long as a portion takes many times over. */
    const stood = async (): Promise<number> => {
      let [far, still] = [0, 0];
      await until(async () => {
        const now = await readAhead();
        still = now === far ? still + 1 : 0;
        far = now;
        return far > 0 && still >= 10;
      }, 'an end of reading ahead');
      return far;
    };
    for await (const { sequence } of tail.history(0)) {
      seen.push(sequence);
      if (seen.length !== 1) continue;
      expect(await stood()).toBeLessThanOrEqual(250);
    }
    tails.release(tail);
    expect(seen.length).toBeGreaterThan(1_000);
    expect(seen).toEqual(seen.map((_, i) => i + 1));
  }, 30_000);
});

describe('the stream of assignments', () => {
  it('that goes away makes every feed wait, and is read again when it is back', async () => {
    const crew = await open();
    await until(() => states(crew).at(-1) === 'live', 'live');
    const stream = feedStream('demo', 'gateway');
    const manager = await jetstreamManager(world.producers.admin);
    const { config } = await manager.streams.info(stream);
    await manager.streams.delete(stream);
    await until(() => states(crew).at(-1) === 'waiting', 'waiting');
    expect((await world.fetch('/readyz')).status).toBe(503);
    await brief(70);
    await manager.streams.add(config);
    await until(() => crew.frames.length === 1, 'what waited');
    expect((await world.fetch('/readyz')).status).toBe(200);
  }, 30_000);
});
