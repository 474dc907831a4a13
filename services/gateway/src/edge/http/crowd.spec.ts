import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { Crowd } from './crowd';
import { Lately } from './lately';

const app = Fastify();
const door = new EventEmitter().setMaxListeners(100);
let crowd = new Crowd(1);
let url = '';
/** A request that ends when it is let go. */
const ask = (): Promise<Response> => fetch(url);
const letGo = (): void => void door.emit('open');
const inside = async (asked: number): Promise<void> => {
  while (door.listenerCount('open') < asked) await new Promise((resolve) => setTimeout(resolve, 5));
};
beforeAll(async () => {
  app.get(
    '/',
    { onRequest: (request, reply) => crowd.enter(request, reply) },
    () => new Promise((resolve) => door.once('open', () => resolve({}))),
  );
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

describe('a crowd', () => {
  it('lets in as many as there is room for, and everybody again when they left', async () => {
    crowd = new Crowd(2);
    const two = [ask(), ask()];
    await inside(2);
    expect((await ask()).status).toBe(503);
    letGo();
    expect((await Promise.all(two)).map(({ status }) => status)).toEqual([200, 200]);
    const next = ask();
    await inside(1);
    letGo();
    expect((await next).status).toBe(200);
  });

  it('has room again when a connection with several requests in its pipe went away', async () => {
    crowd = new Crowd(3);
    const { port } = new URL(url);
    const served = once(app.server, 'connection') as Promise<[Socket]>;
    const pipe = connect(Number(port), '127.0.0.1');
    pipe.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(3));
    await inside(3);
    expect((await ask()).status).toBe(503);
    pipe.destroy();
    await once((await served)[0], 'close');
    // Its requests are told in the turn after the connection.
    await new Promise((resolve) => setImmediate(resolve));
    const three = [ask(), ask(), ask()];
    await inside(6);
    letGo();
    expect((await Promise.all(three)).map(({ status }) => status)).toEqual([200, 200, 200]);
  }, 3_000);

  it('lets nobody in to wait longer than who waits already, on a slow machine', async () => {
    let time = 0;
    crowd = new Crowd(100, () => time);
    const many = Array.from({ length: 40 }, () => ask());
    await inside(40);
    const next = ask();
    await inside(41);
    time = 1_001;
    expect((await ask()).status).toBe(503);
    letGo();
    expect((await next).status).toBe(200);
    await Promise.all(many);
    const few = Array.from({ length: 3 }, () => ask());
    await inside(3);
    time = 60_000;
    const another = ask();
    await inside(4);
    letGo();
    expect((await another).status).toBe(200);
    await Promise.all(few);
  });

  it('sends the refused away for longer the more of them there are, and not for ever', async () => {
    crowd = new Crowd(1);
    const first = ask();
    await inside(1);
    const away: number[] = [];
    for (let i = 0; i < 40; i++) away.push(Number((await ask()).headers.get('retry-after')));
    expect(away[0]).toBeLessThanOrEqual(2);
    expect([...away].sort((a, b) => a - b)).toEqual(away);
    expect(away.at(-1)).toBe(15);
    letGo();
    await first;
  });
});

describe('what happened lately', () => {
  it('is forgotten after ten seconds, second by second', () => {
    let now = 1_000_000;
    const lately = new Lately(() => now);
    for (let i = 0; i < 5; i++) lately.add();
    expect([lately.count, lately.perSecond]).toEqual([5, 5]);
    now += 4_000;
    lately.add();
    expect([lately.count, lately.perSecond]).toEqual([6, 6 / 5]);
    now += 6_000;
    expect(lately.count).toBe(1);
    now += 60_000;
    expect([lately.count, lately.perSecond]).toEqual([0, 0]);
  });
});
