// The read log on a real server: two replicas write at once, the server is killed in the middle, the chain stays whole.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeMongo, connectMongo, type Db, ensureIndexes } from '@spil/mongo';
import { startMongo } from '@spil/testing';
import {
  ChainStore,
  ReadLog,
  type ReadLine,
  readLogCollection,
  type ReadLogCollection,
  readLogIndexes,
  ReadLogUnavailable,
  verifyChain,
} from './index';

type Mongo = Awaited<ReturnType<typeof startMongo>>;
let mongo: Mongo;
let db: Db;
const service = 'information-sharing';
const line = (subject: string): ReadLine => ({
  name: 'read-item',
  actor: 'b7c0',
  zone: 'demo',
  processingActivity: 'urn:spil:purpose:judicial',
  subject,
  subjectType: 'item',
  recordCategory: 'intelligence',
  rule: 'R7',
  decision: 'shown',
  reason: 'task:inbox',
  legalBasis: 'wpa-44-1',
  trace: { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: subject },
});
const lines = () => db.collection(readLogCollection) as unknown as ReadLogCollection;
const newLog = (timeoutMs = 5_000) =>
  new ReadLog(lines(), { service, clock: { now: () => new Date().toISOString() }, subjectKey: 'a-key-of-sixteen-letters', timeoutMs });
const verified = () => verifyChain(new ChainStore(lines(), service).all(100), { service });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  mongo = await startMongo();
  db = await connectMongo({ uri: mongo.uri, db: `spil_audit_${process.pid}` });
  await ensureIndexes(db, { [readLogCollection]: readLogIndexes.map((index) => ({ ...index })) });
}, 120_000);
afterAll(async () => {
  await db?.dropDatabase().catch(() => undefined);
  if (db) await closeMongo(db);
  await mongo?.stop();
});

/** Reads one after another until told to stop; answers which were acknowledged. */
const reader = async (log: ReadLog, name: string, until: { stopped: boolean }): Promise<string[]> => {
  const acknowledged: string[] = [];
  for (let n = 0; !until.stopped; n++) {
    const spans = [`${name}-${n}-a`, `${name}-${n}-b`];
    await log.record(spans.map(line)).then(
      () => acknowledged.push(...spans),
      (error: unknown) => {
        expect(error).toBeInstanceOf(ReadLogUnavailable);
        return pause(50);
      },
    );
  }
  return acknowledged;
};

describe('the read log on a real server', () => {
  it('keeps one chain for two replicas that write at once', async () => {
    const until = { stopped: false };
    const replicas = [newLog(), newLog()];
    const reading = Promise.all(replicas.flatMap((log, r) => [0, 1, 2].map((n) => reader(log, `two${r}${n}`, until))));
    await pause(800);
    until.stopped = true;
    const acknowledged = (await reading).flat();
    const found = await verified();
    console.info(`read log on ${mongo.title}: ${acknowledged.length} lines in 0.8 s from two replicas`);
    expect(found).toMatchObject({ ok: true, count: acknowledged.length });
    expect(acknowledged.length).toBeGreaterThan(20);
  });

  it('loses no acknowledged line and breaks no chain when the server is killed', async () => {
    if (!mongo.ours) return console.warn('SKIPPED: the server of MONGODB_URI is not ours to kill');
    const until = { stopped: false };
    const reading = Promise.all([reader(newLog(500), 'k1', until), reader(newLog(500), 'k2', until)]);
    await pause(300);
    await mongo.kill();
    await pause(200);
    await mongo.restart();
    await pause(2_500);
    until.stopped = true;
    const acknowledged = (await reading).flat();
    const kept = new Set<string>();
    for await (const one of new ChainStore(lines(), service).all()) kept.add(one.spanId);
    expect(acknowledged.filter((span) => !kept.has(span))).toEqual([]);
    expect(await verified()).toMatchObject({ ok: true });
    expect(acknowledged.some((span) => Number(span.split('-')[1]) > 0)).toBe(true);
  });

  it('shows a change made past it, by record', async () => {
    const collection = db.collection<{ _id: number; decision: string }>(readLogCollection);
    await collection.updateOne({ _id: 7 }, { $set: { decision: 'denied' } });
    expect(await verified()).toMatchObject({ ok: false, brokenAt: 7, why: 'altered', count: 6 });
  });
});
