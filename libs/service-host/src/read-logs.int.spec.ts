// A read log is opened on a real server: under the key it began with, and under another, which is told to whoever asks and stops nobody's work.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofFlaw, readLogCollection } from '@spil/audit';
import { closeMongo, connectMongo, type Db } from '@spil/mongo';
import { startMongo } from '@spil/testing';
import { openReadLog, watchReadLog } from './read-logs';

let mongo: Awaited<ReturnType<typeof startMongo>>;
let db: Db;
const recordId = '01939f6e-0000-7000-8000-000000000001';
const question = { zone: 'demo', recordIds: [recordId], subjectTypes: ['note'] };
const line = {
  ...{
    name: 'read-note',
    actor: 'inspector-1',
    zone: 'demo',
    processingActivity: 'wijk.read-note',
    subject: recordId,
    subjectType: 'note',
  },
  ...{ recordCategory: 'H1', rule: 'own-note', decision: 'shown' as const, reason: 'wijk.read-note', legalBasis: 'wpa-44-1' },
};

beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_read_logs_${process.pid}` });
}, 120_000);
afterAll(async () => {
  await db?.dropDatabase().catch(() => undefined);
  if (db) await closeMongo(db);
  await mongo?.stop();
});

describe('the read log of a service', () => {
  it('is told and proved by every replica under the key it began with', async () => {
    const [one, other] = await Promise.all([openReadLog('wijk', db, 'a sealing key'), openReadLog('wijk', db, 'a sealing key')]);
    await one.readLog.record([line]);
    const found = await other.readHistory.about(question);
    expect(found.lines).toHaveLength(1);
    expect(proofFlaw(await other.readHistory.prove(question, found))).toBeUndefined();
  });

  it('is opened under another key, goes on being written, and answers nobody with "nobody"', async () => {
    const { readLog, readHistory } = await openReadLog('wijk', db, 'another sealing key');
    await readLog.record([line]);
    await expect(readHistory.about(question)).rejects.toMatchObject({ code: 'read-log-key-changed' });
    const { readHistory: before } = await openReadLog('wijk', db, 'a sealing key');
    expect((await before.about(question)).lines).toHaveLength(1);
  });

  it('is looked at by the service itself, which says from which line on it is not as it was written', async () => {
    const { readHistory } = await openReadLog('wijk', db, 'a sealing key');
    await db.collection<{ _id: number }>(readLogCollection).updateOne({ _id: 2 }, { $set: { actor: 'nobody' } });
    const told = await new Promise((resolve) => {
      const watch = watchReadLog(readHistory, { everyMinutes: 1, soonMs: 1 }, { error: (fields) => (watch.stop(), resolve(fields)) });
    });
    expect(told).toEqual({ sequence: 2 });
  });

  it('is not opened without a key', async () => {
    await expect(openReadLog('wijk', db, '')).rejects.toThrow('sealing key');
  });
});
