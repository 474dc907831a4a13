import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Query } from 'mingo';
import type mongoose from 'mongoose';
import { startFixture, type Fixture } from '../testing/in-process';

type Doc = Record<string, unknown>;
type Row = { _id: number; [field: string]: unknown };

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 4 }),
  fc.constantFrom('', 'a', 'b', 'ab'),
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: 0, max: 3 }).map((n) => new Date(n * 1000)),
  fc.constantFrom(0.5, -0.5),
);
const value = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
const part = fc.record({ x: value, y: scalar }, { requiredKeys: [] });
const document = fc.record({ a: value, b: scalar, c: scalar, n: fc.oneof(part, fc.array(part, { maxLength: 3 })) }, { requiredKeys: [] });

const present = scalar.filter((v) => v !== null);
const condition = fc.oneof(
  scalar,
  fc.record({ $gt: present }),
  fc.record({ $gte: present }),
  fc.record({ $lt: present }),
  fc.tuple(fc.integer({ min: -2, max: 4 }), fc.integer({ min: -2, max: 4 })).map(([low, high]) => ({ $gte: low, $lte: high })),
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
);
const clause = fc.record({ a: condition, b: condition, c: condition, 'n.x': condition, 'n.y': condition }, { requiredKeys: [] });
const filter = fc.oneof(
  { weight: 5, arbitrary: clause },
  { weight: 1, arbitrary: fc.tuple(clause, clause).map(([l, r]) => ({ $or: [l, r] })) },
  { weight: 1, arbitrary: fc.tuple(clause, clause).map(([l, r]) => ({ $and: [l, r] })) },
);
const direction = fc.constantFrom(1 as const, -1 as const);
const sort = fc.oneof(
  fc.constant(undefined),
  fc.record({ b: direction, c: direction }),
  fc.record({ a: direction }),
  fc.record({ c: direction, b: direction }),
  fc.record({ 'n.x': direction }),
  fc.record({ _id: direction }),
);
const update = fc.oneof(
  fc.record({ $set: fc.record({ a: value, b: scalar }, { requiredKeys: ['b'] }) }),
  fc.constant({ $unset: { c: '' } }),
  fc.record({ $set: fc.record({ n: fc.oneof(part, fc.array(part, { maxLength: 2 })) }) }),
);

const INDEXES: { key: Record<string, 1 | -1>; options: Doc }[] = [
  { key: { a: 1 }, options: {} },
  { key: { b: 1, c: -1 }, options: {} },
  { key: { c: -1, a: 1 }, options: {} },
  { key: { 'n.x': 1 }, options: {} },
  { key: { 'n.x': 1, 'n.y': 1 }, options: {} },
  { key: { b: 1, a: 1 }, options: { partialFilterExpression: { b: { $gt: 0 } } } },
  { key: { c: 1 }, options: { sparse: true, name: 'c_sparse' } },
  { key: { b: 1 }, options: { partialFilterExpression: { a: { $exists: true } } } },
];

let fixture: Fixture;
let db: mongoose.mongo.Db;
beforeAll(async () => {
  fixture = await startFixture();
  db = fixture.client.db('p');
});
afterAll(() => fixture.stop());

async function twins(documents: Doc[], indexes: typeof INDEXES): Promise<mongoose.mongo.Collection<Row>[]> {
  const made = [];
  for (const name of ['with', 'without']) {
    const collection = db.collection<Row>(name);
    await collection.drop();
    if (name === 'with') for (const { key, options } of indexes) await collection.createIndex(key, options);
    if (documents.length > 0) await collection.insertMany(documents.map((doc, i) => ({ _id: i, ...doc })));
    made.push(collection);
  }
  return made;
}

const someIndexes = fc.subarray(INDEXES, { minLength: 1 });

describe('an index changes how fast an answer comes, never the answer', () => {
  it('finds the same documents with and without indexes, and the same as mingo alone where it knows MongoDB’s rules', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 25 }),
        someIndexes,
        fc.array(filter, { minLength: 8, maxLength: 8 }),
        async (documents, indexes, filters) => {
          const [indexed, plain] = await twins(documents, indexes);
          for (const f of filters) {
            const ids = async (c: typeof indexed): Promise<unknown[]> => ((await c?.find(f).toArray()) ?? []).map((d) => d['_id']).sort();
            const found = await ids(indexed);
            expect({ f, found }).toEqual({ f, found: await ids(plain) });
            if (documents.every(isFlat)) expect({ f, found }).toEqual({ f, found: oracle(documents, f) });
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('gives the same order, also with skip and limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document, { maxLength: 25 }), someIndexes, clause, sort, async (documents, indexes, f, s) => {
        const [indexed, plain] = await twins(documents, indexes);
        const total = { ...(s ?? {}), _id: s?.['_id' as keyof typeof s] ?? 1 } as Record<string, 1 | -1>; // `_id` last: equals have no order of their own
        const ids = async (c: typeof indexed, skip = 0, limit = 0): Promise<unknown[]> =>
          ((await c?.find(f).sort(total).skip(skip).limit(limit).toArray()) ?? []).map((d) => d['_id']);
        const all = await ids(plain);
        expect(await ids(indexed)).toEqual(all);
        expect(await ids(indexed, 2, 5)).toEqual(all.slice(2, 7));
        expect(await sortValues(indexed, f, s)).toEqual(await sortValues(plain, f, s));
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  it('stays right while documents change and go', async () => {
    const step = fc.oneof(fc.record({ change: filter, update }), fc.record({ remove: clause }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 15 }),
        someIndexes,
        fc.array(step, { maxLength: 6 }),
        fc.array(filter, { minLength: 4, maxLength: 4 }),
        async (documents, indexes, steps, filters) => {
          const both = await twins(documents, indexes);
          for (const s of steps)
            for (const c of both) {
              if ('change' in s) await c.updateMany(s.change, s.update);
              else await c.deleteMany(s.remove);
            }
          const [indexed, plain] = await Promise.all(both.map((c) => c.find({}).sort({ _id: 1 }).toArray()));
          expect(indexed).toEqual(plain);
          for (const f of filters) {
            const [x, y] = await Promise.all(both.map((c) => c.find(f).sort({ _id: 1 }).toArray()));
            expect({ f, found: x }).toEqual({ f, found: y });
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});

/** What mingo, left to itself, and MongoDB agree on: no arrays, no documents inside. */
const isFlat = (doc: Doc): boolean => Object.values(doc).every((v) => v === null || typeof v !== 'object' || v instanceof Date);

function oracle(documents: Doc[], f: Doc): unknown[] {
  const query = new Query(f);
  return documents.flatMap((doc, i) => (query.test({ _id: i, ...doc }) ? [i] : [])).sort();
}

async function sortValues(c: mongoose.mongo.Collection<Row> | undefined, f: Doc, s: Doc | undefined): Promise<unknown[]> {
  const flat = s && !('a' in s) && !('n.x' in s) ? s : { b: 1 };
  const found =
    (await c
      ?.find(f)
      .sort(flat as Record<string, 1>)
      .toArray()) ?? [];
  return found.map((d) => Object.keys(flat).map((field) => d[field] ?? null));
}
