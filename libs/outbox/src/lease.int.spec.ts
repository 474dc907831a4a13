import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, type Db } from '@spil/mongo';
import { startMongo, type RunningMongo } from '@spil/testing';
import { mongoLease } from './lease';

describe('the right to sweep', () => {
  let mongo: RunningMongo;
  let db: Db;
  beforeAll(async () => {
    mongo = await startMongo();
    db = await connectMongo({ uri: mongo.uri, db: `spil_lease_${Date.now().toString(36)}` });
  });
  afterAll(async () => {
    await db.dropDatabase();
    await closeMongo(db);
    await mongo.stop();
  });

  it('is one process’s; when its holder falls silent another takes over', async () => {
    const leases = db.collection('leases');
    let now = 0;
    const of = (owner: string) => mongoLease(leases, { owner, ttl: 1_000, now: () => now, elapsed: () => now });
    const [a, b] = [of('a'), of('b')];
    expect([await a.hold(), await b.hold(), await a.hold()]).toEqual([true, false, true]);
    now = 1_500;
    expect([await b.hold(), await a.hold()]).toEqual([true, false]);
    await b.release();
    expect(await a.hold()).toBe(true);
  });

  it('is renewed in time by the clock that stands after that was set back', async () => {
    const leases = db.collection('leases_set_back');
    let [now, elapsed] = [7_200_000, 0];
    const lease = mongoLease(leases, { owner: 'a', ttl: 1_000, now: () => now, elapsed: () => elapsed });
    await lease.hold();
    [now, elapsed] = [1_000, 800];
    await lease.hold();
    expect(await leases.findOne({ _id: 'relay' } as never)).toMatchObject({ until: new Date(2_000) });
  });
});
