import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import mongoose from 'mongoose';
import { startFixture, type Fixture } from './testing/in-process';

type Doc = Record<string, unknown>;
type Row = { _id: string | number | ObjectId; [field: string]: unknown };
type Collection = mongoose.mongo.Collection<Row>;

let fixture: Fixture;
let db: mongoose.mongo.Db;
let names = 0;
beforeAll(async () => {
  fixture = await startFixture();
  db = fixture.client.db('wire');
});
afterAll(() => fixture.stop());
const fresh = (): Collection => db.collection<Row>(`c${++names}`);
const raw = { promoteValues: false, promoteLongs: false, promoteBuffers: false } as const;
const failure = async (work: Promise<unknown>): Promise<mongoose.mongo.MongoServerError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(mongoose.mongo.MongoServerError);
  return error as mongoose.mongo.MongoServerError;
};

describe('the real driver', () => {
  it('gets every BSON type back as it was written, also around an update, a pipeline and a projection', async () => {
    const c = fresh();
    const doc = {
      _id: 'types',
      int: new Int32(1),
      double: new Double(1),
      long: Long.fromNumber(1),
      big: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      binary: new Binary(Buffer.from('x'), 4),
      id: new ObjectId('0123456789abcdef01234567'),
      at: new Date(1.7e12),
      stamp: Timestamp.fromBits(1, 2),
      none: null,
      list: [new Double(2), new Int32(2), { deep: Long.fromNumber(3) }],
    };
    await c.insertOne(doc);
    const types = (d: unknown): unknown => JSON.stringify(mongoose.mongo.BSON.EJSON.serialize(d, { relaxed: false }));
    expect(types(await c.findOne({ _id: 'types' }, raw))).toBe(types(doc));
    const sum: Doc = { $set: { touched: true }, $inc: { int: 1, double: 1, long: 1, big: 1 } };
    await c.updateOne({ _id: 'types' }, sum);
    await c.updateOne({ _id: 'types' }, [{ $set: { also: { $concat: ['a', 'b'] } } }]);
    const after = await c.findOne({ _id: 'types' }, raw);
    const sums = { int: new Int32(2), double: new Double(2), long: Long.fromNumber(2), big: Long.fromString('9007199254740994') };
    expect(types(after)).toBe(types({ ...doc, ...sums, touched: true, also: 'ab' }));
    const projected = await c.findOne({ _id: 'types' }, { ...raw, projection: { double: 1, list: 1 } });
    expect(types(projected)).toBe(types({ _id: 'types', double: new Double(2), list: doc.list }));
  });

  it('reports each failing item of an unordered batch and keeps the others', async () => {
    const c = fresh();
    await c.createIndex({ k: 1 }, { unique: true });
    const batch = [
      { _id: 1, k: 1 },
      { _id: 2, k: 1 },
      { _id: 1, k: 3 },
      { _id: 4, k: 4 },
    ];
    const error = (await c.insertMany(batch, { ordered: false }).catch((e: unknown) => e)) as mongoose.mongo.MongoBulkWriteError;
    expect([error.writeErrors].flat().map((e) => [e.index, e.code])).toEqual([
      [1, 11000],
      [2, 11000],
    ]);
    expect((await c.find().sort({ _id: 1 }).toArray()).map((d) => d['_id'])).toEqual([1, 4]);
    const ordered = await c
      .insertMany([
        { _id: 5, k: 5 },
        { _id: 6, k: 5 },
        { _id: 7, k: 7 },
      ])
      .catch((e: unknown) => e);
    expect((ordered as mongoose.mongo.MongoBulkWriteError).insertedCount).toBe(1);
    expect(await c.countDocuments({ _id: { $gte: 5 } })).toBe(1);
  });

  it('names key and value in a duplicate-key error', async () => {
    const c = fresh();
    await c.createIndex({ 'idempotency.key': 1 }, { unique: true, partialFilterExpression: { 'idempotency.key': { $exists: true } } });
    await c.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
      { _id: 3, idempotency: { key: 'k' } },
    ]);
    const error = await failure(c.insertOne({ _id: 4, idempotency: { key: 'k' } }));
    expect(error.code).toBe(11000);
    expect(error['keyPattern']).toEqual({ 'idempotency.key': 1 });
    expect(error['keyValue']).toEqual({ 'idempotency.key': 'k' });
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: wire\.c\d+ index: idempotency.key_1 dup key: \{ idempotency.key: "k" \}/,
    );
  });

  it('does not keep half of a multi-document update item that fails', async () => {
    const c = fresh();
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertMany([
      { _id: 1, k: 1 },
      { _id: 2, k: 2 },
    ]);
    const error = await failure(c.updateOne({ _id: 2 }, { $set: { k: 1, other: true } }));
    expect(error.code).toBe(11000);
    expect(await c.findOne({ _id: 2 })).toEqual({ _id: 2, k: 2 });
    expect((await failure(c.findOneAndUpdate({ _id: 2 }, { $set: { k: 1 } }))).code).toBe(11000);
    expect(await c.countDocuments({ k: 2 })).toBe(1);
  });

  it('walks a large result by getMore, and forgets a killed cursor', async () => {
    const c = fresh();
    await c.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, pad: 'x'.repeat(500) })));
    const found = await c.find({}, { batchSize: 7 }).sort({ _id: -1 }).toArray();
    expect(found.map((d) => d['_id'])).toEqual(Array.from({ length: 1000 }, (_, i) => 999 - i));
    const cursor = c.find({}, { batchSize: 2 });
    await cursor.next();
    const id = cursor.id;
    await cursor.close();
    expect((await failure(db.command({ getMore: id, collection: c.collectionName }))).code).toBe(43);
    expect(await c.find({}, { batchSize: 2, limit: 5 }).toArray()).toHaveLength(5);
    expect(await c.find({}).limit(-3).toArray()).toHaveLength(3);
  });

  it('keeps a cursor’s batches within 16 MB', async () => {
    const c = fresh();
    await c.insertMany(Array.from({ length: 5 }, (_, i) => ({ _id: i, pad: 'x'.repeat(6_000_000) })));
    expect(await c.find({}).toArray()).toHaveLength(5);
    expect((await failure(c.insertOne({ _id: 9, pad: 'x'.repeat(17_000_000) })).catch(() => ({ code: 10334 }))).code).toBe(10334);
  });

  it('says truthfully how it finds', async () => {
    const c = fresh();
    await c.createIndex({ pendingSince: 1 }, { name: 'pending', partialFilterExpression: { pendingSince: { $exists: true } } });
    await c.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: `d${i}`, version: 1, ...(i < 3 && { pendingSince: i + 1 }) })));
    const plan = async (f: Doc, s?: Record<string, 1 | -1>): Promise<unknown> =>
      (
        (await c
          .find(f)
          .sort(s ?? {})
          .explain()) as { queryPlanner: { winningPlan: unknown } }
      ).queryPlanner.winningPlan;
    expect(await plan({ pendingSince: { $gt: 0 } }, { pendingSince: 1 })).toMatchObject({
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: 'pending', isPartial: true },
    });
    expect(await plan({ _id: 'd1', version: 1 })).toMatchObject({ stage: 'IDHACK' });
    expect(await plan({ _id: { $in: ['d1', 'd2'] } })).toMatchObject({ stage: 'IDHACK' });
    expect(await plan({ version: 1 })).toMatchObject({ stage: 'COLLSCAN' });
    expect(await plan({ version: 1 }, { version: 1 })).toMatchObject({ stage: 'SORT', inputStage: { stage: 'COLLSCAN' } });
    expect(await plan({}, { _id: -1 })).toMatchObject({ inputStage: { stage: 'IXSCAN', indexName: '_id_', direction: 'backward' } });
    expect(await c.find({ pendingSince: { $gt: 1 } }).toArray()).toHaveLength(2);
  });

  it('lets documents expire by a TTL index, and changes when', async () => {
    const c = fresh();
    await c.createIndex({ at: -1 }, { expireAfterSeconds: 3600 });
    await c.insertMany([
      { _id: 'old', at: new Date(Date.now() - 7_200_000) },
      { _id: 'new', at: new Date() },
      { _id: 'text', at: 'never' },
      { _id: 'list', at: [new Date(0), new Date()] },
    ]);
    expect(await fixture.server.sweepExpired()).toBe(2);
    expect((await c.find().toArray()).map((d) => d['_id']).sort()).toEqual(['new', 'text']);
    const changed = await db.command({ collMod: c.collectionName, index: { keyPattern: { at: -1 }, expireAfterSeconds: 0 } });
    expect(changed).toMatchObject({ expireAfterSeconds_old: 3600, expireAfterSeconds_new: 0 });
    expect(await fixture.server.sweepExpired()).toBe(1);
  });

  it('handles values longer than the store’s keys', async () => {
    const c = fresh();
    await c.createIndex({ text: 1 }, { unique: true });
    const long = (end: string): string => 'x'.repeat(5000) + end;
    await c.insertMany(['c', 'a', 'b'].map((end) => ({ _id: end, text: long(end) })));
    expect((await failure(c.insertOne({ _id: 'd', text: long('a') }))).code).toBe(11000);
    expect((await c.findOne({ text: long('b') }))?.['_id']).toBe('b');
    expect(
      (
        await c
          .find({ text: { $gt: long('a') } })
          .sort({ text: 1 })
          .toArray()
      ).map((d) => d['_id']),
    ).toEqual(['b', 'c']);
    expect(
      (
        await c
          .find({ text: { $in: [long('a'), long('c')] } })
          .sort({ text: -1 })
          .toArray()
      ).map((d) => d['_id']),
    ).toEqual(['c', 'a']);
  });

  it('upserts from the filter, with $setOnInsert, once', async () => {
    const c = fresh();
    const first = await c.updateOne(
      { _id: 'u', 'a.b': 1, n: { $gt: 3 } },
      { $setOnInsert: { made: true }, $set: { s: 1 } },
      { upsert: true },
    );
    expect([first.upsertedCount, first.upsertedId]).toEqual([1, 'u']);
    expect(await c.findOne({ _id: 'u' })).toEqual({ _id: 'u', a: { b: 1 }, made: true, s: 1 });
    const second = await c.updateOne({ _id: 'u' }, { $setOnInsert: { made: false } }, { upsert: true });
    expect([second.upsertedCount, second.matchedCount, second.modifiedCount]).toEqual([0, 1, 0]);
  });

  it('kills a query whose time is over', async () => {
    const c = fresh();
    for (let k = 0; k < 4; k++) await c.insertMany(Array.from({ length: 5000 }, (_, i) => ({ _id: k * 5000 + i, list: [1, 2, 3] })));
    expect(
      (
        await failure(
          c
            .find({ list: { $elemMatch: { $gt: 3 } } })
            .maxTimeMS(1)
            .toArray(),
        )
      ).code,
    ).toBe(50);
  });
});

describe('what mingo alone answers otherwise', () => {
  it('counts nothing as no document, puts a boundary into the bucket above it, matches $all with a scalar, slices and keeps the rest', async () => {
    const c = fresh();
    await c.insertMany([
      { _id: 1, w: 'a', list: [1, 2] },
      { _id: 2, w: 'b', list: [{ k: 1 }, { k: 2 }] },
    ]);
    expect(await c.aggregate([{ $match: { _id: 9 } }, { $count: 'n' }]).toArray()).toEqual([]);
    expect(await c.aggregate([{ $bucket: { groupBy: '$_id', boundaries: [0, 2, 4] } }]).toArray()).toEqual([
      { _id: 0, count: 1 },
      { _id: 2, count: 1 },
    ]);
    const ids = async (f: Doc): Promise<unknown[]> => (await c.find(f).toArray()).map((d) => d._id);
    expect(await ids({ w: { $all: ['a'] } })).toEqual([1]);
    expect(await ids({ list: { $all: [{ $elemMatch: { k: 1 } }, { $elemMatch: { k: 2 } }] } })).toEqual([2]);
    expect(await c.findOne({ _id: 1 }, { projection: { list: { $slice: 1 } } })).toEqual({ _id: 1, w: 'a', list: [1] });
    expect(await c.find({}, { projection: { _id: 1 } }).toArray()).toEqual([{ _id: 1 }, { _id: 2 }]);
  });
});
