// The account of reads on a real server: found by its index, proved over kept blocks, and never a good proof over a changed line.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, type Db, ensureIndexes } from '@spil/mongo';
import { indexesUsed, startMongo } from '@spil/testing';
import {
  type BlockCollection,
  proofFlaw,
  ReadHistory,
  ReadLog,
  readLogBlocksCollection,
  readLogCollection,
  type ReadLogCollection,
  readLogIndexes,
  readLogKeys,
} from './index';
import { pseudonymOf } from './keys';
import { readOf, recordOf } from './proof.fixture';

let mongo: Awaited<ReturnType<typeof startMongo>>;
let db: Db;
const [service, keys] = ['wijk', readLogKeys('the sealing key of wijk')];
const clock = { now: () => '2026-01-12T09:30:00.000Z' };
/** As services open it: nothing is proved that could be rolled back. */
const settled = { readConcern: { level: 'majority' } } as const;
const lines = () => db.collection(readLogCollection, settled) as unknown as ReadLogCollection;
const blocks = () => db.collection(readLogBlocksCollection, settled) as unknown as BlockCollection;
const history = (by = keys) => new ReadHistory(lines(), blocks(), { service, clock, keys: by });
const question = { zone: 'demo', recordIds: [recordOf(3), recordOf(4)], subjectTypes: ['note', 'read-log'] };
const proof = async () => history().prove(question, await history().about(question));

beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_reads_${process.pid}` });
  await ensureIndexes(db, { [readLogCollection]: readLogIndexes.map((index) => ({ ...index })) });
  const log = new ReadLog(lines(), { service, clock, subjectKey: keys.subjectKey });
  await log.record(Array.from({ length: 1_100 }, (_, n) => readOf(n % 50)));
}, 120_000);
afterAll(async () => {
  await db?.dropDatabase().catch(() => undefined);
  if (db) await closeMongo(db);
  await mongo?.stop();
});

describe('who read a record, on a real server', () => {
  it('is found by the index there is, newest first', async () => {
    const pseudonyms = [3, 4].map((n) => pseudonymOf(keys.subjectKey, { subject: recordOf(n), subjectType: 'note' }));
    const filter = { subjectPseudonym: { $in: pseudonyms }, zone: 'demo', _id: { $lt: 1_000 } };
    const used = await indexesUsed(db.collection(readLogCollection).find(filter as never, { sort: { _id: -1 }, limit: 201 }));
    expect(used).toContain('subjectPseudonym_1__id_1');
    expect(used).not.toContain('collection scan');
    const found = await history().about(question);
    expect(found.lines.map(({ _id }) => _id).slice(0, 3)).toEqual([1_055, 1_054, 1_005]);
    expect(found.lines).toHaveLength(44);
  });

  it('is proved, the same by two replicas at once, and keeps the roots of full blocks', async () => {
    const [one, other] = await Promise.all([proof(), proof()]);
    expect([proofFlaw(one), proofFlaw(other)]).toEqual([undefined, undefined]);
    expect(one.checkpoint).toEqual(other.checkpoint);
    expect(await db.collection<{ _id: number }>(readLogBlocksCollection).countDocuments({ _id: { $gte: 0 } })).toBe(1);
    expect(proofFlaw(await proof())).toBeUndefined();
  });

  it('is not told by another key than its subjects were named by', async () => {
    await expect(history(readLogKeys('a new sealing key')).about(question)).rejects.toMatchObject({ code: 'read-log-key-changed' });
  });

  it('is looked at as a whole, asked by nobody, and what was hidden in a kept block is found by that', async () => {
    const log = db.collection<{ _id: number }>(readLogCollection);
    const one = history();
    await one.check();
    await log.updateOne({ _id: 6 }, { $set: { zone: 'buur' } });
    await expect(one.check()).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 6 } });
    await log.updateOne({ _id: 6 }, { $set: { zone: 'demo' } });
    await one.check();
  });

  it('is not proved once a line under a kept root was changed, or is gone', async () => {
    const log = db.collection<{ _id: number }>(readLogCollection);
    await log.updateOne({ _id: 5 }, { $set: { actor: 'somebody-else' } });
    const one = history();
    const proofOf = async (n: number) => {
      const about = { ...question, recordIds: [recordOf(n)] };
      return one.prove(about, await one.about(about));
    };
    // Line 5 is about record 4; what is known of it holds for every other record too.
    for (const n of [4, 30]) await expect(proofOf(n)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 5 } });
    await log.updateOne({ _id: 5 }, { $set: { actor: 'inspector-1' } });
    expect(proofFlaw(await proofOf(30))).toBeUndefined();
    expect(proofFlaw(await proof())).toBeUndefined();
    await log.deleteOne({ _id: 700 });
    await expect(proof()).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 700 } });
    await expect(history().check()).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 700 } });
  });
});
