// The listening half of the line: durable consumer, one effect per event and a projection by version. A flaw builds it wrong.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectBus, JetStreamStrategy, OnEvent, ProducerAuth, WindowPublisher } from '@spil/messaging';
import { AggregateStore, aggregateIndexes, connectMongo, DatabaseHealth, ensureIndexes, mongoAttempts, type Collection } from '@spil/mongo';
import { counted, lineKeys, linePlan, lineSettings, type Counted, type Flaw } from './contract';

interface Effect {
  _id: string;
  aggregate: string;
  n: number;
  times: number;
  /** When it was committed, ms. */
  at: number;
}
interface Projection {
  _id: string;
  last: number;
  versions: number[];
}

const settings = lineSettings(process.env);
const has = (flaw: Flaw): boolean => settings.flaws.includes(flaw);
const db = await connectMongo({ uri: settings.mongo, db: settings.db });
await ensureIndexes(db, { effects: aggregateIndexes, projections: aggregateIndexes });
const health = new DatabaseHealth(db);
health.start();
const guard = <R>(work: () => Promise<R>): Promise<R> => health.guard(work);
const effects = new AggregateStore<Effect>(db.collection('effects') as unknown as Collection, { guard });
const projections = new AggregateStore<Projection>(db.collection('projections') as unknown as Collection, { guard });

async function take(eventId: string, aggregate: string, n: number): Promise<void> {
  const id = `${aggregate}#${n}`;
  if (has('no-dedupe')) {
    await db
      .collection<Effect>('effects')
      .updateOne({ _id: id }, { $inc: { times: 1 }, $set: { aggregate, n, at: Date.now() } }, { upsert: true });
  } else await effects.upsertEffect(eventId, { _id: id, aggregate, n, times: 1, at: Date.now() });
  if (has('no-version-check')) {
    const change = { $push: { versions: n }, $set: { last: n } };
    await db.collection<Projection>('projections').updateOne({ _id: aggregate }, change as never, { upsert: true });
  } else
    await projections.applyFrom(aggregate, { id: aggregate, version: n }, (now) => ({
      doc: { _id: aggregate, last: n, versions: [...(now?.versions ?? []), n] },
    }));
}

@Controller()
class Counts {
  @OnEvent(counted)
  async on(event: Counted): Promise<void> {
    const { aggregate = '', n = 0 } = event.data ?? {};
    if (aggregate.startsWith('throws')) throw new Error('this one always fails');
    const work = take(event.id, aggregate, n);
    if (has('ack-before-effect')) return void work.catch(() => undefined);
    if (!has('dead-when-down')) return work;
    await work.catch(() => {
      throw new Error('the database is away, and nobody says so');
    });
  }
}

const bus = await connectBus({ servers: settings.nats.split(','), service: 'intervention' });
const own = { own: { service: 'intervention', key: lineKeys.intervention }, listeningTo: { wijk: lineKeys.wijk } };
class Credulous extends ProducerAuth {
  override verify(): boolean {
    return true;
  }
}
const auth = has('no-producer-auth') ? new Credulous(own) : new ProducerAuth(own);
const publisher = new WindowPublisher(bus, { auth });
const { ackWait, handlerDeadline, workingEvery, concurrency, delays, attempts } = settings;
const strategy = new JetStreamStrategy({
  connection: bus,
  service: 'intervention',
  durables: linePlan.durables,
  auth,
  publisher,
  probe: () => health.probe(),
  ledger: mongoAttempts(db.collection('attempts') as unknown as Collection, () => new Date()),
  settings: { ackWait, handlerDeadline, workingEvery, concurrency, delays, attempts, ...(has('no-drain') && { grace: 0 }) },
});
class Root {}
Module({ controllers: [Counts] })(Root);
const app = await NestFactory.createMicroservice(Root, { strategy, logger: ['error'] });
await app.listen();
process.send?.({ ready: 0 });

let stopping = 0;
async function stop(): Promise<void> {
  if (stopping++ > 0) return;
  await app.close();
  await publisher.drain();
  health.stop();
  await bus.close();
  await db.client.close();
  process.disconnect?.();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
