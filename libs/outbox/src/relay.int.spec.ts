import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectBus, provision, WindowPublisher } from '@spil/messaging';
import { aggregateIndexes, AggregateStore, closeMongo, connectMongo, ensureIndexes, type Collection, type Db } from '@spil/mongo';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { mongoLease } from './lease';
import { archiveBusy, mongoSource } from './mongo-source';
import { eventOf, inOrder } from './events.fixture';
import { Relay, type RelayOptions } from './relay';
import type { BatchPublisher } from './round';
import type { OutboxSource } from './source';

interface Clock {
  _id: string;
  n: number;
}
const streams = [{ name: 'EVENTS_WIJK', subjects: ['events.wijk.>'], kind: 'events' as const, lastValueOnly: false }];
let made = 0;

describe('Relay', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let db: Db;
  let bus: NatsConnection;
  let collection: Collection;
  let store: AggregateStore<Clock>;
  let relays: Relay[] = [];
  let publisher: WindowPublisher;

  beforeAll(async () => {
    [nats, mongo] = await Promise.all([startNats(), startMongo()]);
    db = await connectMongo({ uri: mongo.uri, db: `spil_relay_${Date.now().toString(36)}` });
    bus = await connectBus({ servers: nats.url, service: 'wijk' });
  });
  afterAll(async () => {
    await db.dropDatabase();
    await Promise.all([closeMongo(db), bus.close()]);
    await Promise.all([nats.stop(), mongo.stop()]);
  });
  beforeEach(async () => {
    await provision(bus, { streams, durables: [] });
    const name = `clocks_${++made}`;
    await ensureIndexes(db, { [name]: aggregateIndexes });
    collection = db.collection(name);
    publisher = new WindowPublisher(bus, { deadline: 1_000 });
    store = new AggregateStore<Clock>(collection, { onCommit: (commit) => relays.forEach((relay) => relay.committed(commit)) });
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    relays = [];
    await publisher.drain();
    await (await jetstreamManager(bus)).streams.delete('EVENTS_WIJK');
  });
  const relay = (more: Partial<RelayOptions> = {}): Relay => {
    const one = new Relay({ collections: [collection], publisher, clock: { now: () => new Date().toISOString() }, ...more });
    relays.push(one);
    return one;
  };
  /** A relay that sweeps only when it is called, and whose publishing waits for `open`. */
  const heldBack = (): { open: () => void; claims: () => number } => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const held: BatchPublisher = { publishBatch: (messages) => gate.then(() => publisher.publishBatch(messages)) };
    const source = mongoSource(collection);
    let claims = 0;
    const counted: OutboxSource = { ...source, claim: (limit) => source.claim(limit).finally(() => claims++) };
    relay({ sources: [counted], publisher: held, settings: { idle: 60_000, idleMost: 60_000, busy: 60_000 } }).start();
    return { open, claims: () => claims };
  };
  const onStream = async (): Promise<{ id: string; aggregate: string; n: number }[]> => {
    const manager = await jetstreamManager(bus);
    const { state } = await manager.streams.info('EVENTS_WIJK');
    const all = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++)
      all.push((await manager.streams.getMessage('EVENTS_WIJK', { seq }))?.json<{ id: string; aggregate: string; n: number }>());
    return all.filter((one) => one !== undefined && one !== null);
  };
  const waiting = () => collection.countDocuments({ pendingSince: { $exists: true } });
  const until = async (check: () => Promise<boolean>, ms = 15_000): Promise<number> => {
    const began = Date.now();
    while (!(await check())) {
      if (Date.now() - began > ms) throw new Error('never came true');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return Date.now() - began;
  };
  const fill = async (aggregates: number, each: number): Promise<void> => {
    for (let a = 0; a < aggregates; a++) {
      let { stored } = await store.insert({ _id: `a${a}`, n: 1 }, [eventOf(`a${a}`, 1)]);
      for (let n = 2; n <= each; n++) stored = await store.save(stored, { _id: `a${a}`, n }, [eventOf(`a${a}`, n)]);
    }
  };

  it('publishes what was committed, in order per aggregate, moves it to sent and clears the claim', async () => {
    await fill(30, 4);
    relay().start();
    await until(async () => (await waiting()) === 0);
    const all = await onStream();
    expect(all).toHaveLength(120);
    expect(inOrder(all)).toBe(true);
    const raw = await collection.findOne({ _id: 'a0' } as never);
    expect(raw).toMatchObject({ outbox: [], outboxBytes: 0, version: 4, n: 4 });
    expect(raw?.['sent']).toHaveLength(4);
  });

  it('carries a commit past a backlog, and marks it like any other', async () => {
    const raw = Array.from({ length: 3_000 }, (_, i) => {
      const event = eventOf(`b${i}`, 1);
      const pendingSince = new Date(Date.now() - 60_000);
      return { _id: `b${i}`, n: 1, version: 1, outbox: [event], outboxBytes: 0, sent: [], pendingSince };
    });
    await collection.insertMany(raw as never);
    relay().start();
    let { stored } = await store.insert({ _id: 'a1', n: 1 }, [eventOf('a1', 1)]);
    await until(async () => (await collection.countDocuments({ _id: 'a1', pendingSince: { $exists: false } } as never)) === 1);
    expect(await waiting()).toBeGreaterThan(0);
    // Its own events in order, also those committed while one before is still on its way.
    for (let n = 2; n <= 6; n++) stored = await store.save(stored, { _id: 'a1', n }, [eventOf('a1', n)]);
    await until(async () => (await waiting()) === 0, 30_000);
    const own = (await onStream()).filter(({ aggregate }) => aggregate === 'a1');
    expect(own.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await collection.findOne({ _id: 'a1' } as never)).toMatchObject({ outbox: [], outboxBytes: 0, version: 6 });
  });

  it('goes right after a commit: the nudge does not wait for a poll', async () => {
    relay({ settings: { idle: 5_000, idleMost: 5_000 } }).start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await store.insert({ _id: 'a1', n: 1 }, [eventOf('a1', 1)]);
    expect(await until(async () => (await onStream()).length === 1)).toBeLessThan(1_000);
  });

  it('sends what was committed while its aggregate was on its way after it, and needs no sweep for it', async () => {
    const { open, claims } = heldBack();
    await until(() => Promise.resolve(claims() === 1));
    const { stored } = await store.insert({ _id: 'a1', n: 1 }, [eventOf('a1', 1)]);
    await store.save(stored, { _id: 'a1', n: 2 }, [eventOf('a1', 2)]);
    open();
    await until(async () => (await waiting()) === 0);
    expect((await onStream()).map(({ n }) => n)).toEqual([1, 2]);
    expect(claims()).toBe(1);
  });

  it('sends what somebody else committed to an aggregate on its way as soon as that has arrived', async () => {
    const { open, claims } = heldBack();
    await until(() => Promise.resolve(claims() === 1));
    const { stored } = await store.insert({ _id: 'a1', n: 1 }, [eventOf('a1', 1)]);
    const others = await new AggregateStore<Clock>(collection).save(stored, { _id: 'a1', n: 2 }, [eventOf('a1', 2)]);
    await store.save(others, { _id: 'a1', n: 3 }, [eventOf('a1', 3)]);
    // The sweep for the third has come by, and left the aggregate to whoever carries the first.
    await until(() => Promise.resolve(claims() === 2));
    open();
    await until(async () => (await waiting()) === 0);
    expect((await onStream()).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('expands one event to many subjects, each once, also when it is published again', async () => {
    const subjects = ['events.wijk.zone1.a.1', 'events.wijk.zone1.b.1', 'events.wijk.zone1.c.1'];
    const event = eventOf('a1', 1, subjects);
    await store.insert({ _id: 'a1', n: 1 }, [event]);
    relay().start();
    await until(async () => (await waiting()) === 0);
    // As after a crash between publishing and marking.
    await collection.updateOne({ _id: 'a1' } as never, { $push: { outbox: event }, $set: { pendingSince: new Date() } } as never);
    await until(async () => (await waiting()) === 0);
    expect(await onStream()).toHaveLength(3);
  });

  it('two relays at once send duplicates at most, and nothing is moved twice', async () => {
    relay({ settings: { busy: 5, idle: 5 } }).start();
    relay({ settings: { busy: 5, idle: 5 } }).start();
    await fill(40, 3);
    await until(async () => (await waiting()) === 0);
    const all = await onStream();
    expect(all).toHaveLength(120);
    expect(inOrder(all)).toBe(true);
    for (const raw of await collection.find({}).toArray())
      expect({ bytes: raw['outboxBytes'], sent: raw['sent'].length }).toEqual({ bytes: 0, sent: 3 });
  });

  it('loses nothing when the broker is killed in the middle, and stops claiming while it is away', async () => {
    const stalls: string[] = [];
    const one = relay({ telemetry: { stalled: (_, code) => stalls.push(code) } });
    one.start();
    const writing = fill(150, 2);
    await until(async () => (await collection.countDocuments({})) > 30);
    await nats.kill();
    await writing;
    expect(await waiting()).toBeGreaterThan(0);
    await nats.restart();
    await until(async () => (await waiting()) === 0, 25_000);
    const all = await onStream();
    expect(new Set(all.map(({ id }) => id)).size).toBe(300);
    expect(all).toHaveLength(300);
    expect(inOrder(all)).toBe(true);
  });

  it('keeps events when the stream refuses them, and sends them when it takes them again', async () => {
    const manager = await jetstreamManager(bus);
    await manager.streams.update('EVENTS_WIJK', { max_msgs: 5 });
    const refusals: string[] = [];
    relay({ telemetry: { stalled: (_, code) => refusals.push(code) } }).start();
    await fill(10, 1);
    await until(() => Promise.resolve(refusals.length > 0));
    expect(await waiting()).toBe(5);
    await manager.streams.update('EVENTS_WIJK', { max_msgs: -1 });
    await until(async () => (await waiting()) === 0);
    expect(await onStream()).toHaveLength(10);
  });

  it('sends at its start what a killed process left, though that one still holds the lease', async () => {
    const leases = db.collection(`leases_${++made}`);
    await mongoLease(leases, { owner: 'the dead one', ttl: 3_600_000 }).hold();
    await fill(20, 2);
    relay({ lease: mongoLease(leases, { owner: 'its successor', ttl: 3_600_000 }) }).start();
    await until(async () => (await waiting()) === 0);
    expect(await onStream()).toHaveLength(40);
  });

  it('forgets what was sent seven days ago and archives what a busy aggregate sent', async () => {
    let { stored } = await store.insert({ _id: 'a1', n: 1 }, [eventOf('a1', 1)]);
    for (let n = 2; n <= 70; n++) stored = await store.save(stored, { _id: 'a1', n }, [eventOf('a1', n)]);
    const one = relay({ settings: { housekeeping: 3_600_000 } });
    one.start();
    await until(async () => (await waiting()) === 0);
    await one.stop();
    relays = [];
    const archive = db.collection(`${collection.collectionName}.sent`);
    expect(await archive.countDocuments({ aggregate: 'a1' })).toBe(70);
    expect(await archiveBusy(collection, archive)).toBe(0);
    expect((await collection.findOne({ _id: 'a1' } as never))?.['sent']).toHaveLength(0);
    await store.insert({ _id: 'a2', n: 1 }, [eventOf('a2', 1)]);
    const week = 7 * 86_400_000 + 60_000;
    let now = Date.now();
    relay({ clock: { now: () => new Date(now).toISOString() }, settings: { housekeeping: 0, idle: 20, idleMost: 20 } }).start();
    await until(async () => (await waiting()) === 0);
    now += week;
    await until(async () => (await collection.findOne({ _id: 'a2' } as never))?.['sent'].length === 0);
  });
});
