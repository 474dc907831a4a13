import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { startFixture, type Fixture } from './testing/in-process';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

describe('mongoose', () => {
  it('works unchanged: schema, indexes, save with version, populate-free aggregation, transactions refused', async () => {
    const connection = await mongoose.createConnection(`${fixture.server.uri}/goose?retryWrites=false`).asPromise();
    const schema = new mongoose.Schema(
      { name: { type: String, index: true }, tags: [String], seen: Date, count: Number },
      { timestamps: true },
    );
    const Model = connection.model('Thing', schema);
    await Model.syncIndexes();
    const doc = await Model.create({ name: 'one', tags: ['a', 'b'], seen: new Date(0), count: 1 });
    doc.tags.push('c');
    await doc.save();
    await Model.updateOne({ name: 'one' }, { $inc: { count: 2 } });
    const read = await Model.findOne({ name: 'one' }).lean();
    expect(read).toMatchObject({ name: 'one', tags: ['a', 'b', 'c'], count: 3, seen: new Date(0) });
    const groups = await Model.aggregate([{ $unwind: '$tags' }, { $group: { _id: '$name', n: { $sum: 1 } } }]);
    expect(groups).toEqual([{ _id: 'one', n: 3 }]);
    await connection.close();
  });
});
