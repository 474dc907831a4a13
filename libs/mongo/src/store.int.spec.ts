import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMongo, type RunningMongo } from '@spil/testing';
import { AggregateStore } from './aggregate-store';
import { mongoAttempts } from './attempts';
import { assertDurable, closeMongo, connectMongo } from './connect';
import { DatabaseDown } from './errors';
import { DatabaseHealth } from './health';
import { storePromises } from './store-contract';
import type { Db } from './types';

describe('the store on a real server', () => {
  let server: RunningMongo;
  let db: Db;
  beforeAll(async () => {
    server = await startMongo();
    console.info(`store contract on ${server.title}`);
    db = await connectMongo({ uri: server.uri, db: `spil_store_${Date.now().toString(36)}` });
  });
  afterAll(async () => {
    await db.dropDatabase();
    await closeMongo(db);
    await server.stop();
  });

  it.each(storePromises)('$name', async ({ check }) => check(db));

  it('refuses an address that asks for less than a majority with journal', async () => {
    const weak = (query: string) => connectMongo({ uri: `${server.uri}${server.uri.includes('?') ? '&' : '/?'}${query}`, db: 'spil_weak' });
    await expect(weak('journal=false')).rejects.toThrow('refusing to lose writes');
    const strong = await weak('w=1&retryWrites=true');
    expect(strong.writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(() => assertDurable(strong)).not.toThrow();
    await closeMongo(strong);
  });

  it('counts attempts where the death of a process cannot reach', async () => {
    const ledger = mongoAttempts(db.collection('attempts'), () => new Date());
    expect([await ledger.begin('S:1'), await ledger.begin('S:1'), await ledger.begin('S:2')]).toEqual([0, 1, 0]);
    await ledger.forgive('S:1');
    expect(await ledger.begin('S:1')).toBe(1);
  });

  it('calls a server that is gone by one name for each of many inserts that share a write', async () => {
    if (!server.ours) return;
    const store = new AggregateStore<{ _id: string }>(db.collection(`gone_${Date.now().toString(36)}`));
    await store.insert({ _id: 'first' }, []);
    server.freeze();
    const all = Promise.allSettled(Array.from({ length: 12 }, (_, n) => store.insert({ _id: `n${n}` }, [])));
    await server.kill();
    expect((await all).map((one) => one.status === 'rejected' && (one.reason as Error).name)).toEqual(Array(12).fill('DatabaseDown'));
    await server.restart();
    expect((await store.insert({ _id: 'last' }, [])).kind).toBe('inserted');
  });

  it('notices within two seconds that the server is frozen or gone, and that it is back', async () => {
    if (!server.ours) return;
    const changes: boolean[] = [];
    const health = new DatabaseHealth(db, { every: 300, everyWhenDown: 200, patience: 800, onChange: (up) => changes.push(up) });
    health.start();
    await health.probe();
    const since = (want: boolean) => until(() => health.up === want);
    server.freeze();
    expect(await since(false)).toBeLessThan(2_000);
    await expect(health.guard(() => Promise.resolve(1))).rejects.toBeInstanceOf(DatabaseDown);
    server.thaw();
    expect(await since(true)).toBeLessThan(2_000);
    await server.kill();
    expect(await since(false)).toBeLessThan(2_500);
    await server.restart();
    expect(await since(true)).toBeLessThan(4_000);
    health.stop();
    expect(changes).toEqual([false, true, false, true]);
  });
});

async function until(check: () => boolean): Promise<number> {
  const began = Date.now();
  while (!check() && Date.now() - began < 10_000) await new Promise((resolve) => setTimeout(resolve, 20));
  return Date.now() - began;
}
