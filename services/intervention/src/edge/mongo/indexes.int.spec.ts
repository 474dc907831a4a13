import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, ensureIndexes, type Db } from '@spil/mongo';
import { indexesUsed, startMongo, type RunningMongo } from '@spil/testing';
import { briefingIndexes } from './briefings.mongo';
import { callIndexes } from './calls.mongo';

let mongo: RunningMongo;
let db: Db;
beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_plans_${Date.now().toString(36)}` });
  await ensureIndexes(db, {
    briefings: { aggregate: true, indexes: briefingIndexes },
    calls: { aggregate: true, indexes: callIndexes },
  });
  const call = (i: number) => ({
    zone: 'a',
    number: String(i),
    registeredAt: String(i),
    ...(i % 10 === 0 ? { promisedFor: String(100 - i) } : {}),
  });
  await db.collection('calls').insertMany(Array.from({ length: 50 }, (_, i) => call(i)));
  await db.collection('briefings').insertMany(Array.from({ length: 50 }, (_, i) => ({ zone: 'a', teams: ['n'], briefedAt: String(i) })));
}, 60_000);
afterAll(async () => {
  await db.dropDatabase();
  await closeMongo(db);
  await mongo.stop();
});

describe('the briefings of a zone and of a team', () => {
  it('are read newest first by an index', async () => {
    const briefings = db.collection('briefings');
    const sort = { briefedAt: -1 } as const;
    expect(await indexesUsed(briefings.find({ zone: 'a' }, { sort, limit: 20 }))).toEqual(['zone_briefed']);
    const ofTeam = briefings.find({ zone: 'a', teams: { $in: ['n'] }, briefedAt: { $lt: '9' } }, { sort, limit: 20 });
    expect(await indexesUsed(ofTeam)).not.toContain('collection scan');
  });
});

describe('the promises of a zone', () => {
  it('are read in the order they come due, by an index that holds no other call', async () => {
    const due = db.collection('calls').find({ zone: 'a', promisedFor: { $gte: '' } }, { sort: { promisedFor: 1 }, limit: 100 });
    expect(await indexesUsed(due)).toEqual(['zone_promised']);
    expect((await due.toArray()).map(({ promisedFor }) => promisedFor as string)).toEqual(['100', '60', '70', '80', '90']);
  });
});
