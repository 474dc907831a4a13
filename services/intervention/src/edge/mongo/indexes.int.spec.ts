import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, ensureIndexes, type Db } from '@spil/mongo';
import { indexesUsed, startMongo, type RunningMongo } from '@spil/testing';
import { briefingIndexes } from './briefings.mongo';

let mongo: RunningMongo;
let db: Db;
beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_plans_${Date.now().toString(36)}` });
  await ensureIndexes(db, { briefings: { aggregate: true, indexes: briefingIndexes } });
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
