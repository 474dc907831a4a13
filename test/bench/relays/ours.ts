import type { NatsConnection } from '@nats-io/transport-node';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import {
  aggregateIndexes,
  AggregateStore,
  bytesOf,
  ensureIndexes,
  timeOfUuid7,
  type Collection,
  type Db,
  type PendingEvent,
} from '@spil/mongo';
import { mongoLease, Relay } from '@spil/outbox';
import type { Signal } from '../contenders/contract';
import type { RelayUnderTest } from './plan';

export interface Made {
  id: string;
  subject: string;
  body: string;
  event: Signal;
}
type Document = { _id: string; n: number };

/** The relay of the services on the store of the services. */
export async function oursOn(db: Db, nats: NatsConnection, make: (n: number) => Made): Promise<RelayUnderTest> {
  const collection = db.collection('signals');
  await ensureIndexes(db, { signals: aggregateIndexes });
  const auth = new ProducerAuth({ own: { service: 'wijk', key: Buffer.alloc(32, 1).toString('base64url') }, listeningTo: {} });
  const publisher = new WindowPublisher(nats, { auth });
  const relay = new Relay({
    collections: [collection as unknown as Collection],
    publisher,
    clock: { now: () => new Date().toISOString() },
    lease: mongoLease(db.collection('leases') as unknown as Collection, { owner: 'bench' }),
  });
  const store = new AggregateStore<Document>(collection as unknown as Collection, { onCommit: (commit) => relay.committed(commit) });
  const pending = (n: number): PendingEvent => {
    const { id, subject, body, event } = make(n);
    return { id, subject, body, type: event.type };
  };
  return {
    async fill(from, count) {
      const documents = Array.from({ length: count }, (_, i) => {
        const one = pending(from + i);
        const kept = { version: 1, outbox: [one], outboxBytes: bytesOf([one]), sent: [], pendingSince: timeOfUuid7(one.id) };
        return { _id: `s${from + i}`, n: from + i, ...kept };
      });
      await collection.insertMany(documents as never, { ordered: false });
    },
    async commit(n) {
      await store.insert({ _id: `s${n}`, n }, [pending(n)]);
    },
    start: () => relay.start(),
    stop: () => relay.stop(),
    close: () => publisher.drain(),
    left: () => collection.countDocuments({ pendingSince: { $exists: true } }),
  };
}
