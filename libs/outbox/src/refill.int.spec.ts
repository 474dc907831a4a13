import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginRefill, connectBus, ProducerAuth, provision, publishFirst, readStream, WindowPublisher } from '@spil/messaging';
import {
  aggregateIndexes,
  AggregateStore,
  closeMongo,
  connectMongo,
  ensureIndexes,
  type Collection,
  type Db,
  type PendingEvent,
} from '@spil/mongo';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { announceLast } from './announce';
import { refill } from './refill';
import { Relay } from './relay';

interface Clock {
  _id: string;
  n: number;
}
const key = Buffer.alloc(32, 7).toString('base64url');
const auth = new ProducerAuth({ own: { service: 'wijk', key }, listeningTo: {} });
const events = { name: 'EVENTS_WIJK', subjects: ['events.wijk.>'], kind: 'events' as const, lastValueOnly: false };
const states = { name: 'FEEDS_z_gateway', subjects: ['feeds.z.gateway.>'], kind: 'state' as const, lastValueOnly: true };
const durable = { stream: 'EVENTS_WIJK', durable: 'intervention', service: 'intervention' as const, filters: ['events.wijk.*.tick.*'] };
let made = 0;
function eventOf(aggregate: string, n: number, subject = `events.wijk.z.tick.${Number(aggregate.slice(1)) % 16}`): PendingEvent {
  const time = Date.now().toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
  return { id, subject, type: 'be.spil.wijk.tick.v1', body: JSON.stringify({ id, aggregate, n }) };
}

describe('refill', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let db: Db;
  let bus: NatsConnection;
  let collection: Collection;
  let store: AggregateStore<Clock>;
  let relay: Relay;
  let publisher: WindowPublisher;
  beforeAll(async () => {
    [nats, mongo] = await Promise.all([startNats(), startMongo()]);
    db = await connectMongo({ uri: mongo.uri, db: `spil_refill_${Date.now().toString(36)}` });
    bus = await connectBus({ servers: nats.url, service: 'wijk' });
    await provision(bus, { streams: [events, states], durables: [durable] });
    await ensureIndexes(db, { clocks: aggregateIndexes });
    collection = db.collection('clocks');
    publisher = new WindowPublisher(bus, { deadline: 1_000, auth });
    store = new AggregateStore<Clock>(collection, { onCommit: () => relay.nudge() });
    relay = new Relay({ collections: [collection], publisher, clock: { now: () => new Date().toISOString() } });
    relay.start();
  });
  afterAll(async () => {
    await relay.stop();
    await db.dropDatabase();
    await Promise.all([closeMongo(db), bus.close()]);
    await Promise.all([nats.stop(), mongo.stop()]);
  });
  const sent = async (): Promise<void> => {
    const until = Date.now() + 15_000;
    while ((await collection.countDocuments({ pendingSince: { $exists: true } })) > 0) {
      if (Date.now() > until) throw new Error('never sent');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const onStream = async (): Promise<{ id: string; aggregate: string; n: number; seq: number }[]> => {
    const all = [];
    for await (const message of readStream(bus, 'EVENTS_WIJK'))
      all.push({ ...message.json<{ id: string; aggregate: string; n: number }>(), seq: message.seq });
    return all;
  };
  const again = (): Promise<number> =>
    refill({
      collections: [collection],
      publisher,
      sign: (...of) => auth.sign(...of),
      wanted: (subject) => subject.startsWith('events.wijk.'),
    });

  it('brings a stream back with the same ids in the order of each aggregate, busy ones from the archive too, as a new epoch', async () => {
    for (let a = 0; a < 20; a++) {
      let { stored } = await store.insert({ _id: `a${a}`, n: 1 }, [eventOf(`a${a}`, 1)]);
      for (let n = 2; n <= (a === 0 ? 75 : 3); n++) stored = await store.save(stored, { _id: `a${a}`, n }, [eventOf(`a${a}`, n)]);
    }
    await sent();
    // Of before the seven days: only the stream has it.
    await publisher.publish({ subject: 'events.wijk.z.tick.1', id: 'older', body: Buffer.from('{"id":"older","aggregate":"old","n":1}') });
    const manager = await jetstreamManager(bus);
    const before = await onStream();
    const { created, state } = await manager.streams.info('EVENTS_WIJK');
    const stream = await beginRefill(bus, events, [durable]);
    expect(await stream.carryOver((id) => id !== 'older')).toBe(1);
    // Live events wait until the stream is open again, and then come behind what was refilled.
    const { stored } = (await store.applyFrom('a1', { id: 'x', version: 1 }, () => ({
      doc: { _id: 'a1', n: 4 },
      events: [eventOf('a1', 4)],
    }))) as { stored: unknown };
    expect(stored).toBeDefined();
    expect(await again()).toBe(before.length - 1);
    expect(await again()).toBe(0);
    await stream.open();
    await sent();
    const after = await onStream();
    expect(after.map(({ id }) => id).sort()).toEqual([...before.map(({ id }) => id), after.at(-1)?.id].sort());
    expect(after.at(-1)).toMatchObject({ aggregate: 'a1', n: 4 });
    const last = new Map<string, number>();
    for (const { aggregate, n } of after) {
      expect(n).toBeGreaterThan(last.get(aggregate) ?? 0);
      last.set(aggregate, n);
    }
    const now = await manager.streams.info('EVENTS_WIJK');
    expect(now.created).not.toBe(created);
    expect(now.state.first_seq).toBe(state.last_seq + 1);
    expect(now.config).toMatchObject({ subjects: ['events.wijk.>'], deny_delete: true });
    expect((await manager.consumers.info('EVENTS_WIJK', 'intervention')).num_pending).toBe(after.length);
    await stream.forget();
    await expect(manager.streams.info('HOLD_EVENTS_WIJK')).rejects.toThrow();
  }, 60_000);

  it('begins again where it was cut: what was put aside is not lost', async () => {
    const before = await onStream();
    await beginRefill(bus, events, [durable]);
    // The program was killed here; the suite was even started in between.
    const stream = await beginRefill(bus, events, [durable]);
    await stream.carryOver(() => false);
    await stream.open();
    expect(new Set((await onStream()).map(({ id }) => id))).toEqual(new Set(before.map(({ id }) => id)));
    await stream.forget();
  }, 60_000);

  it('tells last states again where the stream lost them, and never over a newer one', async () => {
    const subject = (id: string): string => `feeds.z.gateway.assignment.${id}`;
    const clocks = db.collection('states') as unknown as Collection;
    const own = new AggregateStore<Clock>(clocks, {});
    for (const id of ['s1', 's2']) await own.insert({ _id: id, n: 1 }, [eventOf('a1', 1, subject(id))]);
    const one = new Relay({
      collections: [clocks],
      publisher,
      clock: { now: () => new Date().toISOString() },
      lastValues: new Set(['states']),
    });
    one.start();
    const manager = await jetstreamManager(bus);
    const count = async (): Promise<number> => (await manager.streams.info('FEEDS_z_gateway')).state.messages;
    for (const until = Date.now() + 15_000; (await count()) < 2 && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await one.stop();
    const tell = () => announceLast(clocks, (message) => publishFirst(bus, auth, message));
    expect(await tell()).toBe(0);
    await manager.streams.delete('FEEDS_z_gateway');
    await provision(bus, { streams: [states], durables: [] });
    // Meanwhile somebody told a newer state of one of them.
    await publisher.publish({ subject: subject('s1'), id: 'newer', body: Buffer.from('{"n":2}') });
    expect(await tell()).toBe(1);
    expect((await manager.streams.getMessage('FEEDS_z_gateway', { last_by_subj: subject('s1') }))?.json()).toEqual({ n: 2 });
    expect(await count()).toBe(2);
  }, 60_000);

  it('keeps the last event of such an aggregate for ever, and counts what leaves the others', async () => {
    const week = 8 * 86_400_000;
    const clock = { now: () => new Date(Date.now() + week).toISOString() };
    const settings = { housekeeping: 0, idle: 20, idleMost: 20 };
    const [clocks, kept] = [collection, db.collection('states') as unknown as Collection];
    const one = new Relay({ collections: [clocks, kept], publisher, clock, settings, lastValues: new Set(['states']) });
    await relay.stop();
    one.start();
    const left = (from: Collection) => from.countDocuments({ 'sent.0': { $exists: true } });
    for (const until = Date.now() + 15_000; (await left(clocks)) > 0 && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await one.stop();
    expect([await left(clocks), await left(kept)]).toEqual([0, 2]);
    expect(await clocks.findOne({ _id: 'a2' } as never)).toMatchObject({ eventsMade: 3, eventsLeft: 3 });
    expect(await clocks.findOne({ _id: 'a0' } as never)).toMatchObject({ eventsMade: 75, eventsLeft: 75 });
  }, 60_000);
});
