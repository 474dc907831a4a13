import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aggregateIndexes, closeMongo, connectMongo, ensureIndexes, type Collection, type Db } from '@spil/mongo';
import { indexesUsed, startMongo, type RunningMongo } from '@spil/testing';

describe('what the relay and the store ask all day', () => {
  let mongo: RunningMongo;
  let db: Db;
  let collection: Collection;
  beforeAll(async () => {
    mongo = await startMongo();
    db = await connectMongo({ uri: mongo.uri, db: `spil_plans_${Date.now().toString(36)}` });
    await ensureIndexes(db, { notes: { aggregate: true } });
    collection = db.collection('notes') as unknown as Collection;
    const sent = Array.from({ length: 200 }, (_, i) => ({ _id: `n${i}`, sentSince: new Date(i), outbox: [], sent: [] }));
    await collection.insertMany([...sent, { _id: 'p', pendingSince: new Date(), outbox: [], sent: [] }] as never);
  });
  afterAll(async () => {
    await db.dropDatabase();
    await closeMongo(db);
    await mongo.stop();
  });

  it('is answered by an index that holds only what is pending, in order, however much was sent', async () => {
    const claim = collection.find({ pendingSince: { $exists: true } }, { sort: { pendingSince: 1 }, limit: 500 });
    expect(await indexesUsed(claim)).toEqual(['pendingSince_1']);
    expect(await indexesUsed(collection.find({ sentSince: { $lt: new Date() } }, { limit: 500 }))).toEqual(['sentSince_1']);
  });

  it('finds the few that sent much without looking at the others', async () => {
    const busy = collection.find({ eventsMade: { $gt: 64 }, 'sent.64': { $exists: true } }, { projection: { sent: 1 }, limit: 20 });
    expect(await indexesUsed(busy)).toEqual(['eventsMade_1']);
  });

  it('finds the first effect of a repeat by its key', async () => {
    expect(await indexesUsed(collection.find({ 'idempotency.key': 'k' }, { limit: 1 }))).toEqual(['idempotency.key_1']);
    expect(await indexesUsed(collection.find({ effectOf: 'e' }, { limit: 1 }))).toEqual(['effectOf_1']);
    // As the store asks it for each repeat of an event.
    const repeat = collection.find({ $or: [{ effectOf: 'e' }, { _id: 'n1' }] } as never, { limit: 1 });
    const used = await indexesUsed(repeat);
    expect(used).toContain('effectOf_1');
    expect(used).not.toContain('collection scan');
    expect(await indexesUsed(collection.find({ _id: 'n1' } as never, { limit: 1 }))).toEqual(['_id']);
  });

  it('shows a scan for what it is', async () => {
    expect(await indexesUsed(collection.find({ nothing: 1 }, { sort: { nothing: 1 } }))).toEqual(['sort in memory', 'collection scan']);
    expect(aggregateIndexes).toHaveLength(5);
  });
});
