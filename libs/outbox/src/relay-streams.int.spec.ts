import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectBus, provision, WindowPublisher } from '@spil/messaging';
import { aggregateIndexes, AggregateStore, closeMongo, connectMongo, ensureIndexes, type Collection, type Db } from '@spil/mongo';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { eventOf } from './events.fixture';
import { Relay } from './relay';

const streamOf = (name: string) => ({
  name: `EVENTS_${name.toUpperCase()}`,
  subjects: [`events.${name}.>`],
  kind: 'events' as const,
  lastValueOnly: false,
});
const [here, lost] = [streamOf('here'), streamOf('lost')];

describe('a relay whose events go to two streams', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let db: Db;
  let bus: NatsConnection;
  let publisher: WindowPublisher;
  let relay: Relay;
  let collection: Collection;

  beforeAll(async () => {
    [nats, mongo] = await Promise.all([startNats(), startMongo()]);
    db = await connectMongo({ uri: mongo.uri, db: `spil_relay_streams_${Date.now().toString(36)}` });
    bus = await connectBus({ servers: nats.url, service: 'wijk' });
    await ensureIndexes(db, { clocks: aggregateIndexes });
    collection = db.collection('clocks');
    publisher = new WindowPublisher(bus);
    relay = new Relay({ collections: [collection], publisher, clock: { now: () => new Date().toISOString() } });
  });
  afterAll(async () => {
    await relay.stop();
    await publisher.drain();
    await db.dropDatabase();
    await Promise.all([closeMongo(db), bus.close()]);
    await Promise.all([nats.stop(), mongo.stop()]);
  });
  const until = async (check: () => Promise<boolean>, ms = 15_000): Promise<void> => {
    for (const end = Date.now() + ms; !(await check());) {
      if (Date.now() > end) throw new Error('never came true');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const waiting = () => collection.countDocuments({ pendingSince: { $exists: true } });
  const stored = async ({ name }: { name: string }) => (await (await jetstreamManager(bus)).streams.info(name)).state.messages;

  it('lets nothing for the one wait while the other is gone, and sends what waited when it is there again', async () => {
    await provision(bus, { streams: [here], durables: [] });
    const store = new AggregateStore<{ _id: string; n: number }>(collection, { onCommit: (commit) => relay.committed(commit) });
    const commit = (id: string, stream: string) => store.insert({ _id: id, n: 1 }, [eventOf(id, 1, [`events.${stream}.${id}`])]);
    for (let n = 0; n < 40; n++) await commit(`lost${n}`, 'lost');
    relay.start();
    for (let n = 0; n < 5; n++) {
      await commit(`late${n}`, 'lost');
      await commit(`here${n}`, 'here');
      // One that waited for the other stream would come after several seconds.
      await until(async () => (await stored(here)) === n + 1, 3_000);
    }
    expect(await waiting()).toBeGreaterThanOrEqual(45);
    await provision(bus, { streams: [here, lost], durables: [] });
    await until(async () => (await waiting()) === 0);
    expect(await stored(lost)).toBe(45);
  }, 60_000);
});
