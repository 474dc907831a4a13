// The writing half of the line: HTTP in, aggregate and outbox in one write, relay to the stream. Built like a service of the suite
// from the same libraries; a flaw builds it wrong on purpose.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudEvent, eventSubject, type EventContract } from '@spil/contracts';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import {
  AggregateStore,
  aggregateIndexes,
  ConcurrencyConflict,
  connectMongo,
  DatabaseHealth,
  ensureIndexes,
  type Collection,
  type Commit,
  type PendingEvent,
  type Stored,
} from '@spil/mongo';
import { mongoLease, mongoSource, Relay, type OutboxSource } from '@spil/outbox';
import { v7 } from 'uuid';
import { counted, lineKeys, lineSettings, lineZone, type Flaw } from './contract';
import { busOf, underNewIds, watchBus } from './wire';

interface Counter {
  _id: string;
  n: number;
  /** Event of the last count: what a repeat answers. */
  eventId: string;
  key: string;
}
interface Ask {
  aggregate: string;
  n: number;
  key: string;
}

const settings = lineSettings(process.env);
const has = (flaw: Flaw): boolean => settings.flaws.includes(flaw);
const db = await connectMongo({ uri: settings.mongo, db: settings.db });
await ensureIndexes(db, { counters: aggregateIndexes, ledger: [] });
const health = new DatabaseHealth(db);
health.start();
const bus = await busOf(settings.nats, { pings: !has('no-pings') });
const auth = new ProducerAuth({ own: { service: 'wijk', key: lineKeys.wijk }, listeningTo: {} });
const wire = has('new-message-id') ? underNewIds(bus, auth) : bus;
const publisher = new WindowPublisher(wire, { auth, deadline: settings.publishDeadline });
const busState = watchBus(bus, publisher);
const collection = db.collection('counters') as unknown as Collection;
const awake = { committed: (_: Commit): void => undefined };
const store = new AggregateStore<Counter>(collection, {
  guard: (work) => health.guard(work),
  onCommit: (commit) => awake.committed(commit),
});

function markedFirst(source: OutboxSource): OutboxSource {
  return {
    ...source,
    name: source.name,
    async claim(limit) {
      const claims = await source.claim(limit);
      await source.mark(claims, new Date());
      return claims;
    },
    mark: () => Promise.resolve(),
  };
}
const source = mongoSource(collection);
const relay = new Relay({
  sources: [has('mark-before-publish') ? markedFirst(source) : source],
  publisher,
  clock: { now: () => new Date().toISOString() },
  lease: mongoLease(db.collection('leases') as unknown as Collection, { owner: `${process.pid}` }),
});
// A relay that marks first has no fast lane: it would not be wrong there.
awake.committed = (commit) => (has('mark-before-publish') ? relay.nudge() : relay.committed(commit));
relay.start();

function eventOf({ aggregate, n }: Ask): PendingEvent {
  const id = v7();
  const stamp = { id, zone: lineZone, aggregate: { kind: 'counter', id: aggregate }, sequence: n, at: new Date().toISOString() };
  const body = JSON.stringify(cloudEvent(counted, stamp, { aggregate, n }));
  return { id, subject: eventSubject(counted as EventContract, lineZone, aggregate), type: counted.type, body };
}

/** One count: answered from what is there when it was made before, however often it is asked. */
async function count(ask: Ask): Promise<{ id: string; n: number }> {
  for (;;) {
    const before = await store.byId(ask.aggregate);
    if (before && before.doc.n >= ask.n && !has('no-idempotency')) return { id: before.doc.eventId, n: before.doc.n };
    const n = has('no-idempotency') && before ? before.doc.n + 1 : ask.n;
    if (before && n !== before.doc.n + 1) throw new Error('counts come one by one');
    const id = await written({ ...ask, n }, before);
    if (id !== undefined) return { id, n };
  }
}

/** The event's id; undefined when somebody else wrote meanwhile. */
async function written(ask: Ask, before: Stored<Counter> | undefined): Promise<string | undefined> {
  const event = eventOf(ask);
  const doc: Counter = { _id: ask.aggregate, n: ask.n, eventId: event.id, key: ask.key };
  try {
    await (before ? store.save(before, doc, [event]) : store.insert(doc, [event]));
    return event.id;
  } catch (error) {
    if (error instanceof ConcurrencyConflict) return undefined;
    throw error;
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Ask> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Ask;
};

const server = createServer((request, response) => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...(status === 503 && { 'retry-after': '1' }) });
    response.end(JSON.stringify(body));
  };
  if (request.url === '/state') return answer(200, busState);
  if (request.url === '/readyz') return answer(relay.getsOn && health.up ? 200 : 503, {});
  void (async () => {
    const ask = await bodyOf(request);
    if (has('ack-before-commit')) {
      answer(201, { n: ask.n });
      setTimeout(() => void count(ask).catch(() => undefined), 30);
      return;
    }
    answer(201, await count(ask));
  })().catch((error: unknown) => {
    const code = error instanceof Error ? error.name : 'unknown';
    answer(code === 'DatabaseDown' || code.startsWith('Mongo') ? 503 : 500, { code });
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ ready: (server.address() as AddressInfo).port }));

let stopping = 0;
async function stop(): Promise<void> {
  if (stopping++ > 0) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await relay.stop();
  await publisher.drain();
  health.stop();
  await bus.close();
  await db.client.close();
  process.disconnect?.();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
