import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Double, Int32, Long } from 'bson';
import type mongoose from 'mongoose';
import { startFixture, type Fixture } from '../testing/in-process';

type Row = { _id: number; [field: string]: unknown };
type Collection = mongoose.mongo.Collection<Row>;

let fixture: Fixture;
let names = 0;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());
const fresh = (): Collection => fixture.client.db('kinds').collection<Row>(`c${++names}`);
const ids = async (c: Collection, filter: mongoose.mongo.Filter<Row>): Promise<number[]> =>
  (await c.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

const kinds: [string, unknown, unknown][] = [
  ['int', new Int32(5), new Double(5)],
  ['long', Long.fromNumber(5), new Int32(5)],
  ['double', new Double(5), new Int32(5)],
];

describe('a partial index on one kind of number', () => {
  it.each(kinds)('%s: is unique, answers, and follows its documents', async (kind, wanted, other) => {
    const c = fresh();
    const partialFilterExpression = { n: { $type: kind as 'int' } };
    await c.createIndex({ n: 1 }, { unique: true, partialFilterExpression });
    await c.insertOne({ _id: 1, n: wanted });
    await expect(c.insertOne({ _id: 2, n: wanted })).rejects.toMatchObject({ code: 11000 });
    await c.insertMany([
      { _id: 3, n: other },
      { _id: 4, n: other },
    ]);
    expect(await ids(c, partialFilterExpression)).toEqual([1]);
    await expect(c.updateOne({ _id: 3 }, { $set: { n: wanted } })).rejects.toMatchObject({ code: 11000 });
    await c.updateOne({ n: 5, _id: 1 }, { $set: { n: other } });
    expect(await ids(c, partialFilterExpression)).toEqual([]);
    await c.updateOne({ _id: 3 }, { $set: { n: wanted } });
    expect(await ids(c, partialFilterExpression)).toEqual([3]);
    await c.deleteOne({ n: 5, _id: 3 });
    expect(await ids(c, partialFilterExpression)).toEqual([]);
    await c.insertOne({ _id: 5, n: wanted });
  });

  it('counts what was there before it', async () => {
    const c = fresh();
    await c.insertMany([
      { _id: 1, n: new Int32(5) },
      { _id: 2, n: new Double(5) },
    ]);
    await c.createIndex({ n: 1 }, { unique: true, partialFilterExpression: { n: { $type: 'int' } } });
    expect(await ids(c, { n: { $type: 'int' } })).toEqual([1]);
    await c.insertOne({ _id: 3, n: new Double(5) });
    await expect(c.insertOne({ _id: 4, n: new Int32(5) })).rejects.toMatchObject({ code: 11000 });
  });

  it('of several types answers searches by a value', async () => {
    const c = fresh();
    await c.createIndex({ n: 1 }, { partialFilterExpression: { n: { $type: ['int', 'string'] } } });
    await c.insertMany([
      { _id: 1, n: 'a' },
      { _id: 2, n: 5 },
      { _id: 3, n: 5.5 },
    ]);
    expect(await Promise.all([ids(c, { n: 'a' }), ids(c, { n: 5 }), ids(c, { n: 5.5 })])).toEqual([[1], [2], [3]]);
  });
});

describe('$type beside what computes', () => {
  it('leaves an expression, bits and array conditions their numbers', async () => {
    const c = fresh();
    await c.insertMany([
      { _id: 1, n: 5, s: 'a', list: [{ x: 1 }] },
      { _id: 2, n: 1, s: 'a', list: [{ x: 4 }] },
      { _id: 3, n: 5.5, s: 'b', list: [] },
    ]);
    expect(await ids(c, { n: { $type: 'int' }, $expr: { $gt: ['$n', 3] } })).toEqual([1]);
    expect(await ids(c, { s: { $type: 'string' }, $expr: { $eq: [{ $add: ['$n', 1] }, 6] } })).toEqual([1]);
    expect(await ids(c, { $or: [{ n: { $type: 'double' } }, { $expr: { $lt: [{ $multiply: ['$n', 2] }, 4] } }] })).toEqual([2, 3]);
    expect(await ids(c, { n: { $type: 'int', $bitsAllSet: 4 } })).toEqual([1]);
    expect(await ids(c, { s: { $type: 'string' }, list: { $elemMatch: { x: { $gt: 2 } } } })).toEqual([2]);
    expect(await ids(c, { s: { $type: 'string' }, n: { $not: { $gt: 3 } } })).toEqual([2]);
  });
});
