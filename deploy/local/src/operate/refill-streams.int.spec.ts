import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { topology } from '@spil/contracts';
import { connectBus, ProducerAuth, provision, readStream, WindowPublisher } from '@spil/messaging';
import { closeMongo, connectMongo, ensureIndexes, type Collection, type Db, type Kept } from '@spil/mongo';
import { refill } from '@spil/outbox';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { isWhole } from './reconcile';
import { refillDamaged } from './refill-streams';

const STREAM = 'EVENTS_WIJK';
const subject = 'events.wijk.demo.tick.0';
const auth = new ProducerAuth({ own: { service: 'wijk', key: Buffer.alloc(32, 7).toString('base64url') }, listeningTo: {} });
const event = (id: string) => ({ id, subject, type: 'be.spil.wijk.tick.v1', body: JSON.stringify({ id }) });
const full = topology([{ zone: 'demo', teams: ['noord'] }]);
const plan = { ...full, streams: full.streams.filter(({ name }) => name === STREAM), durables: [] };

describe('a refill of a running service', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let db: Db;
  let admin: NatsConnection;
  let notes: Collection<Kept & { _id: string }>;
  let publisher: WindowPublisher;

  beforeAll(async () => {
    [nats, mongo] = await Promise.all([startNats(), startMongo()]);
    db = await connectMongo({ uri: mongo.uri, db: `spil_refilled_${Date.now().toString(36)}` });
    admin = await connectBus({ servers: nats.url, service: 'wijk' });
    await provision(admin, plan);
    await ensureIndexes(db, { notes: { aggregate: true } });
    notes = db.collection('notes') as unknown as typeof notes;
    publisher = new WindowPublisher(admin, { deadline: 1_000, auth });
  }, 60_000);
  afterAll(async () => {
    await publisher.drain();
    await db.dropDatabase();
    await Promise.all([closeMongo(db), admin.close()]);
    await Promise.all([nats.stop(), mongo.stop()]);
  });

  const publishAgain = async (): Promise<void> => {
    const collections = [notes as unknown as Collection];
    await refill({ collections, publisher, sign: (...of) => auth.sign(...of), wanted: () => true });
  };
  const stored = async (): Promise<string[]> => {
    const ids = [];
    for await (const message of readStream(admin, STREAM)) ids.push(message.json<{ id: string }>().id);
    return ids.sort();
  };

  // Its batch also holds a message that waits for the stream to open: so long the relay does not mark the other one either.
  it('has what the lost stream acknowledged and the relay marked only when the new one was open', async () => {
    const at = new Date();
    const common = { version: 1, outboxBytes: 100 };
    await notes.insertOne({ _id: 'n1', ...common, outbox: [], sent: [{ ...event('lost'), at }], sentSince: at });
    await notes.insertOne({ _id: 'n2', ...common, outbox: [event('acknowledged')], pendingSince: at, sent: [] });
    await publisher.publish({ subject, id: 'acknowledged', body: Buffer.from(event('acknowledged').body) });
    const manager = await jetstreamManager(admin);
    const marking = setInterval(() => {
      void manager.streams.info(STREAM).then(
        async ({ config, state }) => {
          if (config.subjects[0]?.startsWith('refill.') || config.max_msg_size === 1 || state.first_seq === 1) return;
          clearInterval(marking);
          await notes.updateOne(
            { _id: 'n2' },
            { $set: { outbox: [], sent: [{ ...event('acknowledged'), at }], sentSince: at }, $unset: { pendingSince: '' } },
          );
        },
        () => undefined,
      );
    }, 50);
    const { before, after } = await refillDamaged({ admin, db, service: 'wijk', plan, options: {}, publishAgain, say: () => undefined });
    clearInterval(marking);
    expect(before.map(({ missing }) => missing.map(({ id }) => id))).toEqual([['lost']]);
    expect(after.every(isWhole)).toBe(true);
    expect(await stored()).toEqual(['acknowledged', 'lost']);
  }, 60_000);
});
