import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Int32, Long } from 'bson';
import type mongoose from 'mongoose';
import { startFixture, type Fixture } from './testing/in-process';

type Doc = Record<string, unknown>;
type Row = Doc & { _id: number };

let fixture: Fixture;
let db: mongoose.mongo.Db;
beforeAll(async () => {
  fixture = await startFixture();
  db = fixture.client.db('refusals');
  await db.collection<Row>('c').insertOne({ _id: 1, s: 'text', n: 1, list: [1, 2], deep: { x: 1 } });
});
afterAll(() => fixture.stop());

const find = (filter: Doc): Doc => ({ find: 'c', filter });
const change = (u: unknown, more: Doc = {}): Doc => ({ update: 'c', updates: [{ q: { _id: 1 }, u, ...more }] });
const pipeline = (...stages: Doc[]): Doc => ({ aggregate: 'c', pipeline: stages, cursor: {} });
const index = (key: Doc, more: Doc = {}): Doc => ({ createIndexes: 'c', indexes: [{ key, name: 'i', ...more }] });

const COMMANDS: [string, Doc, number][] = [
  ['an unknown command', { mapReduce: 'c' }, 59],
  ['an unknown field', { ...find({}), sorting: { a: 1 } }, 40415],
  ['an unknown field of an update item', change({ $set: { a: 1 } }, { upsrt: true }), 40415],
  ['a transaction', { ...find({}), txnNumber: 1, startTransaction: true, autocommit: false }, 20],
  ['a change stream', pipeline({ $changeStream: {} }), 40573],
  ['a collation', { ...find({}), collation: { locale: 'nl' } }, 115],
  ['a tailable cursor', { ...find({}), tailable: true }, 115],
  ['w of 3', { insert: 'c', documents: [{}], writeConcern: { w: 3 } }, 2],
  ['an unknown query operator', find({ a: { $nonsense: 1 } }), 2],
  ['an unknown top-level operator', find({ $nonsense: 1 }), 2],
  ['$where', find({ $where: 'true' }), 115],
  ['a script in $expr', find({ $expr: { $function: { body: 'x', args: [], lang: 'js' } } }), 115],
  ['$text', find({ $text: { $search: 'x' } }), 115],
  ['$near', find({ loc: { $near: [1, 2] } }), 115],
  ['$in without a list', find({ a: { $in: 1 } }), 2],
  ['an unknown type', find({ a: { $type: 'number of things' } }), 2],
  ['a broken pattern', find({ a: { $regex: '(' } }), 51091],
  ['an unknown expression in a filter', find({ $expr: { $nonsense: 1 } }), 168],
  ['a negative skip', { ...find({}), skip: -1 }, 2],
  ['a wrong direction', { ...find({}), sort: { a: 2 } }, 2],
  ['an unknown hint', { ...find({}), hint: 'nope' }, 2],
  ['a mixed projection', { ...find({}), projection: { a: 1, b: 0 } }, 31254],
  ['a mixed projection, the other way', { ...find({}), projection: { a: 0, b: 1 } }, 31253],
  ['an unknown projection operator', { ...find({}), projection: { a: { $nonsense: 1 } } }, 31325],
  ['an unknown stage', pipeline({ $nonsense: {} }), 40324],
  ['an unknown stage inside $facet', pipeline({ $facet: { a: [{ $nonsense: {} }] } }), 40324],
  ['a stage with two names', pipeline({ $match: {}, $limit: 1 }), 40323],
  ['$out', pipeline({ $out: 'other' }), 115],
  ['$merge', pipeline({ $merge: 'other' }), 115],
  ['a script in a stage', pipeline({ $group: { _id: 1, x: { $accumulator: {} } } }), 115],
  ['an unknown expression', pipeline({ $project: { x: { $nonsense: 1 } } }), 168],
  ['an unknown accumulator', pipeline({ $group: { _id: null, x: { $nonsense: 1 } } }), 15952],
  ['an unknown operator in a $match that is not the first stage', pipeline({ $limit: 1 }, { $match: { a: { $nonsense: 1 } } }), 2],
  ['an unknown expression, also where no document is', { ...pipeline({ $project: { x: { $nonsense: 1 } } }), aggregate: 'empty' }, 168],
  ['an unwind of no path', pipeline({ $unwind: 'list' }), 28818],
  ['a limit of nothing', pipeline({ $limit: 0 }), 15958],
  ['a sort upwards by 3', pipeline({ $sort: { a: 3 } }), 15975],
  ['a projection of a field and of its part', { ...find({}), projection: { 'a.b': 1, a: 1 } }, 31250],
  ['an empty $or', find({ $or: [] }), 2],
  ['an empty batch', { insert: 'c', documents: [] }, 16],
  ['an index without a name', { createIndexes: 'c', indexes: [{ key: { a: 1 } }] }, 9],
  ['a text index', index({ a: 'text' }), 115],
  ['a 2dsphere index', index({ a: '2dsphere' }), 115],
  ['a hashed index', index({ a: 'hashed' }), 115],
  ['an unknown index option', index({ a: 1 }, { uniq: true }), 197],
  ['an unknown operator in a partial filter', index({ a: 1 }, { partialFilterExpression: { a: { $nonsense: 1 } } }), 67],
  ['a partial filter MongoDB does not allow', index({ a: 1 }, { partialFilterExpression: { a: { $ne: 1 } } }), 67],
  ['a direction of 0', index({ a: 0 }), 67],
  ['a compound TTL index', index({ a: 1, b: 1 }, { expireAfterSeconds: 1 }), 67],
  ['a capped collection', { create: 'd', capped: true, size: 1000 }, 115],
  ['a view', { create: 'd', viewOn: 'c', pipeline: [] }, 115],
  ['an existing collection', { create: 'c' }, 48],
  ['dropping an unknown index', { dropIndexes: 'c', index: 'nope' }, 27],
  ['indexes of a missing collection', { listIndexes: 'nope' }, 26],
  ['an unknown cursor', { getMore: { low: 1 }, collection: 'c' }, 43],
  ['a name with a dollar', { insert: 'a$b', documents: [{}] }, 73],
];

const UPDATES: [string, unknown, number, Doc?][] = [
  ['an unknown modifier', { $nonsense: { a: 1 } }, 9],
  ['$inc of a text', { $inc: { s: 1 } }, 14],
  ['$inc by a text', { $inc: { n: 'x' } }, 14],
  ['$mul of a text', { $mul: { s: 2 } }, 14],
  ['$push to a text', { $push: { s: 1 } }, 2],
  ['$addToSet to a text', { $addToSet: { s: 1 } }, 2],
  ['$pull from a text', { $pull: { s: 1 } }, 2],
  ['$pop with 2', { $pop: { list: 2 } }, 9],
  ['an unknown $push clause', { $push: { list: { $each: [1], $nonsense: 1 } } }, 2],
  ['a path through a text', { $set: { 's.x': 1 } }, 28],
  ['a path through a list', { $set: { 'list.x': 1 } }, 28],
  ['two changes of one path', { $set: { n: 1 }, $inc: { n: 1 } }, 40],
  ['a change of a path and of its part', { $set: { deep: 1, 'deep.x': 1 } }, 40],
  ['a change of _id', { $set: { _id: 2 } }, 66],
  ['a replacement with another _id', { _id: 2, x: 1 }, 66],
  ['a mixture of operators and fields', { a: 1, $set: { b: 1 } }, 52],
  ['a field that begins with a dollar', { $set: { $x: 1 } }, 52],
  ['an empty part of a path', { $set: { 'a..b': 1 } }, 2],
  ['a position that the filter did not find', { $set: { 'list.$': 1 } }, 2],
  ['a missing array filter', { $set: { 'list.$[x]': 1 } }, 2],
  ['an array filter that nothing uses', { $set: { n: 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
  ['a stage that updates may not have', [{ $match: {} }], 72],
  ['a replacement of many', { x: 1 }, 9, { multi: true }],
];

/** The code of a failed command, or of its first write error. */
const codeOf = (work: Promise<Doc>): Promise<unknown> =>
  work.then(
    (ok) => ((ok['writeErrors'] as { code: number }[] | undefined) ?? [])[0]?.code ?? 'no error',
    (error: unknown) => (error as { code: number }).code,
  );

describe('what is not done is refused by MongoDB’s own code, never ignored', () => {
  it.each(COMMANDS)('%s', async (_, command, code) => {
    const filled = 'getMore' in command ? { ...command, getMore: Long.fromNumber(12345) } : command;
    expect(await codeOf(db.command(filled))).toBe(code);
  });

  it.each(UPDATES)('update: %s', async (...row) => {
    const [, u, code, more] = row;
    const before = await db.collection('c').findOne({});
    expect(await codeOf(db.command(change(u, more)))).toBe(code);
    expect(await db.collection('c').findOne({})).toEqual(before);
  });

  it('takes what changes nothing: a simple collation, an Int32 limit, an empty let', async () => {
    expect(await db.command({ ...find({}), collation: { locale: 'simple' }, limit: new Int32(1), let: {} })).toMatchObject({ ok: 1 });
  });
});
