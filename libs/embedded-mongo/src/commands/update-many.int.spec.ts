import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type mongoose from 'mongoose';
import { startFixture, type Fixture } from '../testing/in-process';

type Row = { _id: number; [field: string]: unknown };
type Collection = mongoose.mongo.Collection<Row>;

let fixture: Fixture;
let db: mongoose.mongo.Db;
let names = 0;
beforeAll(async () => {
  fixture = await startFixture();
  db = fixture.client.db('many');
});
afterAll(() => fixture.stop());

const filled = async (...rows: Row[]): Promise<Collection> => {
  const c = db.collection<Row>(`c${++names}`);
  await c.insertMany(rows);
  return c;
};
const rowsOf = (c: Collection): Promise<Row[]> => c.find().sort({ _id: 1 }).toArray() as Promise<Row[]>;

describe('an update of many that fails', () => {
  it('leaves no trace when an operator refuses one of them, and the rest of the batch is done', async () => {
    const c = await filled({ _id: 1, n: 1 }, { _id: 2, n: 'x' }, { _id: 3, n: 3 });
    const updates = [
      { q: {}, u: { $inc: { n: 1 } }, multi: true },
      { q: { _id: 3 }, u: { $set: { seen: true } } },
    ];
    const reply = await db.command({ update: c.collectionName, updates, ordered: false });
    expect(reply).toMatchObject({ n: 1, nModified: 1, writeErrors: [{ index: 0, code: 14 }] });
    expect(await rowsOf(c)).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 'x' },
      { _id: 3, n: 3, seen: true },
    ]);
  });

  it('leaves none in an index either, nor in what is known of it', async () => {
    const rows = [
      { _id: 1, k: 1 },
      { _id: 2, k: 2 },
      { _id: 3, k: 3 },
    ];
    const c = await filled(...rows);
    await c.createIndex({ k: 1 }, { unique: true });
    await expect(c.updateMany({}, { $set: { k: [8, 9] } })).rejects.toMatchObject({ code: 11000 });
    expect(await rowsOf(c)).toEqual(rows);
    expect(await c.find({ k: { $gte: 1 } }).toArray()).toHaveLength(3);
    expect(await c.find({ k: 8 }).toArray()).toEqual([]);
    const plan = await c.find({ k: 1 }).explain();
    expect(JSON.stringify(plan)).toContain('"isMultiKey":false');
    await c.insertOne({ _id: 4, k: 8 });
  });
});
