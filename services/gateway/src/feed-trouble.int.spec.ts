import { connect } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { briefing, feedStream } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { FeedClient } from './test-kit/feed-client';
import { anItem } from './test-kit/samples';
import { until, World } from './test-kit/world';
import { AssignmentBook } from './edge/nats/assignment-book';
import { FeedHub } from './use-cases/follow-feed/feed-hub';

let world: World;
const clients: FeedClient[] = [];
const crew1 = { as: 'crew-1', roles: ['crew'] };
const crew2 = { as: 'crew-2', roles: ['crew'] };
const open = async (who: typeof crew1, lastEventId?: string): Promise<FeedClient> => {
  const client = await FeedClient.open(world, who, lastEventId);
  clients.push(client);
  await client.ready();
  return client;
};
const headlines = (client: FeedClient): unknown[] => client.frames.map(({ data }) => data['headline']);

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
  await world.assign({ personId: 'crew-1', role: 'crew', team: 'noord', wijkIds: ['W01'] });
  await world.assign({ personId: 'crew-2', role: 'crew', team: 'zuid', wijkIds: ['W02'] });
  const book = world.gateway.container.resolve(AssignmentBook);
  await until(() => book.of('demo', 'crew-2').length > 0, 'the last assignment is known');
}, 60_000);
afterAll(() => world.stop());
afterEach(() => clients.splice(0).forEach((client) => client.close()));

describe('the live feed in trouble', () => {
  it('refuses a feed on a connection that another answer still has, and goes on for everybody else', async () => {
    const { hostname, port } = new URL(world.gateway.url);
    const token = await world.token('crew-1', ['crew']);
    const quiet = await open(crew2);
    const pipe = connect({ host: hostname, port: Number(port) });
    pipe.on('error', () => undefined);
    pipe.resume();
    const closed = new Promise((resolve) => pipe.once('close', resolve));
    pipe.write(`GET /v1/feed HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`.repeat(3));
    await closed;
    const hub = world.gateway.container.resolve(FeedHub);
    await until(() => !hub.isFollowedBy('crew-1'), 'none of the three is left');
    const five = await Promise.all(Array.from({ length: 5 }, () => open(crew1)));
    expect(five.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await world.store(briefing, { audience: 'crew-zuid' }, anItem(49, { wijkId: 'W02' }), { headline: 'headline 49' });
    await until(() => headlines(quiet).includes('headline 49'), 'the other feed goes on');
  });

  it('cuts a browser that does not read, keeps others quick, and gives the rest when it comes back', async () => {
    const { hostname, port } = new URL(world.gateway.url);
    const token = await world.token('crew-1', ['crew']);
    const lazy = connect({ host: hostname, port: Number(port) });
    lazy.on('error', () => undefined);
    const cut = new Promise<void>((resolve) => lazy.once('close', () => resolve()));
    lazy.write(`GET /v1/feed HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    let begun = '';
    lazy.on('data', (chunk: Buffer) => (begun += chunk.toString()));
    await until(() => begun.includes('event: state'), 'its feed is open');
    const id = /^id: (.+)$/m.exec(begun)?.[1] as string;
    lazy.pause();
    const quick = await open(crew1);
    const many = 1_500;
    const long = 'x'.repeat(3_000);
    await Promise.all(
      Array.from({ length: many }, (_, i) =>
        world.store(briefing, { audience: 'crew-noord' }, anItem(1_000 + i), { headline: `${i} ${long}` }),
      ),
    );
    await until(() => quick.frames.length === many, 'the others have all', 20_000);
    await until(() => !world.gateway.container.resolve(FeedHub).isFollowedBy('crew-1', 2), 'the lazy one is cut', 20_000);
    lazy.resume();
    await cut;
    const back = await open(crew1, id);
    await until(() => back.frames.length === many, 'everything', 20_000);
    expect(new Set(back.frames.map(({ data }) => data['itemId'])).size).toBe(many);
  }, 60_000);

  it('tells to reload when the stream was removed and made again, and goes on', async () => {
    const crew = await open(crew2);
    await world.store(briefing, { audience: 'crew-zuid' }, anItem(60, { wijkId: 'W02' }), { headline: 'before' });
    await until(() => crew.frames.length === 1, 'one');
    const id = crew.lastId as string;
    crew.close();
    const stream = feedStream('demo', 'crew-zuid');
    const manager = await jetstreamManager(world.producers.admin);
    const { config } = await manager.streams.info(stream);
    await manager.streams.delete(stream);
    await manager.streams.add(config);
    await world.restartGateway();
    const back = await open(crew2, id);
    await until(() => back.is('reset'), 'reset');
    expect(back.heard.find(({ event }) => event === 'reset')?.data).toEqual({
      audiences: ['crew-zuid'],
      reload: ['/v1/briefings', '/v1/calls', '/v1/units'],
    });
    await world.store(briefing, { audience: 'crew-zuid' }, anItem(61, { wijkId: 'W02' }), { headline: 'after' });
    await until(() => back.frames.length === 1, 'goes on');
    expect(headlines(back)).toEqual(['after']);
  }, 30_000);

  it('waits while the bus is away and goes on complete when it is back', async () => {
    const crew = await open(crew1);
    await until(() => crew.heard.some(({ data }) => data['state'] === 'live'), 'live');
    await world.servers.nats.kill();
    await until(() => crew.heard.at(-1)?.data['state'] === 'waiting', 'waiting');
    expect((await world.fetch('/readyz')).status).toBe(503);
    await world.servers.nats.restart();
    await until(async () => (await world.fetch('/readyz')).status === 200, 'ready again');
    await world.store(briefing, { audience: 'crew-noord' }, anItem(50), { headline: 'headline 50' });
    await until(() => headlines(crew).includes('headline 50'), 'goes on');
    expect(crew.heard.at(-2)?.data['state'] ?? crew.heard.at(-1)?.data['state']).toBe('live');
  }, 30_000);
});
