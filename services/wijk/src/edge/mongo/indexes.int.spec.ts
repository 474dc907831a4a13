import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, ensureIndexes, type Db } from '@spil/mongo';
import { indexesUsed, startMongo, type RunningMongo } from '@spil/testing';
import { noteIndexes } from './notes.mongo';

let mongo: RunningMongo;
let db: Db;
beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_plans_${Date.now().toString(36)}` });
  await ensureIndexes(db, { notes: { aggregate: true, indexes: noteIndexes } });
  await db.collection('notes').insertMany(Array.from({ length: 50 }, (_, i) => ({ zone: 'a', authorId: `p${i}`, recordedAt: String(i) })));
}, 60_000);
afterAll(async () => {
  await db.dropDatabase();
  await closeMongo(db);
  await mongo.stop();
});

describe('the notes of an author', () => {
  it('are read newest first by an index, page after page', async () => {
    const mine = { zone: 'a', authorId: 'p1' };
    const notes = db.collection('notes');
    const sort = { recordedAt: -1 } as const;
    expect(await indexesUsed(notes.find(mine, { sort, limit: 20 }))).toEqual(['zone_author_recorded']);
    expect(await indexesUsed(notes.find({ ...mine, recordedAt: { $lt: '9' } }, { sort, limit: 20 }))).toEqual(['zone_author_recorded']);
  });
});
