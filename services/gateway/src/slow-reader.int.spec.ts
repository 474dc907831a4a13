import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { briefing } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FeedClient } from './test-kit/feed-client';
import { anItem } from './test-kit/samples';
import { until, World } from './test-kit/world';
import { FeedHub } from './use-cases/follow-feed/feed-hub';

const FRAMES = 600;
/** Together far more than the 256 KB that may wait and all that the network holds between two ends. */
const headline = (n: number): string => `headline ${n} ${'x'.repeat(30_000)}`;

let world: World;
let slow: Socket | undefined;
const clients: FeedClient[] = [];
beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
  for (const personId of ['crew-1', 'crew-2', 'crew-9']) await world.assign({ personId, role: 'crew', team: 'noord', wijkIds: ['W01'] });
}, 60_000);
afterAll(async () => {
  slow?.destroy();
  for (const client of clients) client.close();
  await world.stop();
});
const open = async (as: string, lastEventId?: string): Promise<FeedClient> => {
  const client = await FeedClient.open(world, { as, roles: ['crew'] }, lastEventId);
  clients.push(client);
  await client.ready();
  return client;
};
const numbers = (client: FeedClient): number[] => client.frames.map(({ data }) => Number(String(data['headline']).split(' ')[1]));
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Bytes of buffers that somebody still holds: what only waits to be collected is no burden. */
const buffersHeld = (): number => {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};
const all = Array.from({ length: FRAMES }, (_, n) => n);

/** A browser that asks, hears the first words and then reads no more: its window closes. Answers the last id it heard. */
async function stalled(): Promise<{ socket: Socket; lastId: string }> {
  const { port } = new URL(world.gateway.url);
  const token = await world.token('crew-9', ['crew'], { zone: 'demo' });
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET /v1/feed HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\naccept: text/event-stream\r\n\r\n`);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await until(() => text.includes('"live"'), 'the live state');
  socket.pause();
  return { socket, lastId: [...text.matchAll(/^id: ?(.+)$/gm)].at(-1)?.[1]?.trim() ?? '' };
}

describe('a reader that stops reading (F26)', () => {
  it('is cut, the others have everything and soon, and it resumes without a gap', async () => {
    const readers = [await open('crew-1'), await open('crew-1'), await open('crew-2'), await open('crew-2')];
    const { socket, lastId } = await stalled();
    slow = socket;
    const hub = world.gateway.container.resolve<FeedHub>(FeedHub);
    expect(hub.isFollowedBy('crew-9')).toBe(true);
    const before = buffersHeld();
    for (const n of all) await world.store(briefing, { audience: 'crew-noord' }, anItem(n + 1_000), { headline: headline(n) });
    await until(() => !hub.isFollowedBy('crew-9'), 'the slow one is cut');
    await until(() => readers.every(({ frames }) => frames.length >= FRAMES), 'all frames at the others');
    for (const reader of readers) expect(numbers(reader)).toEqual(all);
    // What waits for one reader is bounded: not a stream's worth of bytes is kept for it.
    await until(() => buffersHeld() - before < 16 * 1024 ** 2, 'what was sent is given back');
    const back = await open('crew-9', lastId);
    await until(() => back.frames.length >= FRAMES, 'everything it missed');
    expect(numbers(back)).toEqual(all);
    expect(back.is('reset')).toBe(false);
  }, 90_000);
});
