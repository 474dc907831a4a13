import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findReferenceContact, followContact } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { World } from './test-kit/world';

let world: World;
const post = (path: string, body: unknown) =>
  world.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }), { RATE_PUBLIC: '5' });
}, 60_000);
afterAll(() => world.stop());

describe('a resident', () => {
  it('asks without signing in, in a zone that exists', async () => {
    let headers: Map<string, string> | undefined;
    const stop = world.answer(findReferenceContact, (_data, seen) => ((headers = seen), { value: findReferenceContact.sample.answer }));
    const ask = (zone: string) => post(`/v1/public/${zone}/reference-contact`, { point: [4.2, 50.9] });
    expect((await ask('demo')).status).toBe(200);
    expect(headers?.has('Spil-Caller')).toBe(false);
    expect((await ask('nowhere')).status).toBe(404);
    expect((await ask('demo.>')).status).toBe(404);
    stop();
  });

  it('follows a question by a code in the body alone; whoever goes on guessing is asked to wait', async () => {
    const { followCode } = followContact.sample.request;
    const stop = world.answer(followContact, (data) =>
      (data as { request: { followCode: string } }).request.followCode === followCode
        ? { value: followContact.sample.answer }
        : { problem: { code: 'not-found' } },
    );
    const path = '/v1/public/demo/followed-contact';
    const told = await post(path, { followCode });
    expect([told.status, await told.json()]).toEqual([200, followContact.sample.answer]);
    expect((await world.fetch(`${path}?followCode=${followCode}`, { method: 'POST' })).status).toBe(400);
    const statuses: number[] = [];
    const guess = (at: number) => post(path, { followCode: `${followCode.slice(0, -3)}${at}` }).then(({ status }) => status);
    for (let at = 0; at < 200 && !statuses.includes(429); at += 10)
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, (_, more) => guess(at + more)))));
    expect([...new Set(statuses)].sort()).toEqual([404, 429]);
    stop();
  });
});
