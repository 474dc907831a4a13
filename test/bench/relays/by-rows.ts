import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Db } from '@spil/mongo';
import type { Made } from './ours';
import type { RelayUnderTest } from './plan';

interface Row {
  _id: string;
  subject: string;
  body: string;
  status: 'pending' | 'sent';
  createdAt: Date;
  at: number;
}

const POLL_MS = 1_000;
const BATCH = 500;

/**
 * Peer O: what outbox modules for Nest document. A row beside the record for every event; a relay that reads pending rows in the
 * order they were made, publishes each, awaits it and marks it, and looks again every second. `notify`: a commit wakes it at once,
 * as LISTEN/NOTIFY does. In two places it is kinder than the modules: a full batch is followed by the next without a pause, and the
 * publisher makes no stack traces.
 */
export async function byRowsOn(db: Db, nats: NatsConnection, make: (n: number) => Made, notify: boolean): Promise<RelayUnderTest> {
  const records = db.collection<{ _id: string; n: number }>('records');
  const rows = db.collection<Row>('outbox_rows');
  await rows.createIndex({ status: 1, createdAt: 1, at: 1 });
  const js = jetstream(nats);
  const rowOf = (n: number): Row => {
    const { id, subject, body } = make(n);
    return { _id: id, subject, body, status: 'pending', createdAt: new Date(), at: n };
  };
  let stopped = true;
  let wake: () => void = () => undefined;
  let woken = false;
  let running: Promise<void> = Promise.resolve();

  const sweep = async (): Promise<number> => {
    const found = await rows.find({ status: 'pending' }).sort({ createdAt: 1, at: 1 }).limit(BATCH).toArray();
    for (const { _id, subject, body } of found) {
      if (stopped) break;
      await js.publish(subject, body, { msgID: _id });
      await rows.updateOne({ _id }, { $set: { status: 'sent' } });
    }
    return found.length;
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      const found = await sweep();
      if (found < BATCH && !woken && !stopped) await pause();
    }
  };
  return {
    async fill(from, count) {
      const made = Array.from({ length: count }, (_, i) => rowOf(from + i));
      await records.insertMany(
        made.map(({ at }) => ({ _id: `s${at}`, n: at })),
        { ordered: false },
      );
      await rows.insertMany(made, { ordered: false });
    },
    async commit(n) {
      await records.insertOne({ _id: `s${n}`, n });
      await rows.insertOne(rowOf(n));
      if (!notify) return;
      woken = true;
      wake();
    },
    start() {
      stopped = false;
      running = run();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
    close: () => Promise.resolve(),
    left: () => rows.countDocuments({ status: 'pending' }),
  };
}
