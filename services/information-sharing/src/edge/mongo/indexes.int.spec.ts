import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, ensureIndexes, type Db } from '@spil/mongo';
import { indexesUsed, startMongo, type RunningMongo } from '@spil/testing';
import { indexes } from './documents';

let mongo: RunningMongo;
let db: Db;
beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_plans_${Date.now().toString(36)}` });
  await ensureIndexes(db, { routings: indexes.routings, inbox: indexes.inbox, subscriptions: indexes.subscriptions });
  const entries = Array.from({ length: 50 }, (_, i) => ({ zone: 'a', subscribers: ['p'], desk: 'd', filedAt: String(i) }));
  await db.collection('inbox').insertMany(entries);
  await db.collection('routings').insertMany(Array.from({ length: 50 }, (_, i) => ({ zone: 'a', itemIds: [`i${i}`] })));
  await db
    .collection('subscriptions')
    .insertMany(Array.from({ length: 50 }, (_, i) => ({ zone: 'a', personId: `p${i}`, status: 'active' })));
}, 60_000);
afterAll(async () => {
  await db.dropDatabase();
  await closeMongo(db);
  await mongo.stop();
});

describe('what routing and the inbox ask', () => {
  it('is answered by indexes, an inbox newest first', async () => {
    const inbox = db.collection('inbox').find({ zone: 'a', subscribers: 'p' }, { sort: { filedAt: -1 }, limit: 20 });
    expect(await indexesUsed(inbox)).toContain('zone_1_subscribers_1_filedAt_-1');
    expect(await indexesUsed(db.collection('routings').find({ itemIds: 'i1', zone: 'a' }, { limit: 1 }))).toEqual(['itemIds_1']);
    const mine = db.collection('subscriptions').find({ zone: 'a', personId: 'p1', status: 'active' });
    expect(await indexesUsed(mine)).toEqual(['zone_1_personId_1']);
  });
});
