import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { listDead } from '@spil/messaging';
import type { NatsConnection } from '@nats-io/transport-node';
import type { CloudEvent } from '@spil/contracts';
import type { History } from '../history';
import { comes } from '../tools/wait';
import { LINE_STREAM } from './contract';
import type { Line } from './line';

/** Every message of a stream in order, with its id; read by a consumer of our own that is taken away afterwards. */
export async function readStream(
  admin: NatsConnection,
  stream: string,
  each: (message: { seq: number; id: string; event: CloudEvent<Record<string, unknown>> }) => void,
): Promise<number> {
  const manager = await jetstreamManager(admin);
  const { state } = await manager.streams.info(stream);
  if (state.messages === 0) return 0;
  const config = { ack_policy: AckPolicy.None, deliver_policy: DeliverPolicy.All, inactive_threshold: 30_000_000_000 };
  const { name } = await manager.consumers.add(stream, config);
  const consumer = await jetstream(admin).consumers.get(stream, name);
  let left = state.messages;
  while (left > 0) {
    let got = 0;
    for await (const message of await consumer.fetch({ max_messages: Math.min(left, 1_000), expires: 5_000 })) {
      got++;
      let event = {} as CloudEvent<Record<string, unknown>>;
      try {
        event = message.json<CloudEvent<Record<string, unknown>>>();
      } catch {
        // Poison of a scenario: counted, not read.
      }
      each({ seq: message.seq, id: message.headers?.get('Nats-Msg-Id') ?? '', event });
    }
    left -= got;
    if (got === 0) break;
  }
  await manager.consumers.delete(stream, name).catch(() => undefined);
  return state.messages;
}

/** True when the outboxes are empty, the listener has nothing pending, and every acknowledged count has its effect. */
export async function settled(line: Line, acked: number): Promise<boolean> {
  const waiting = await line.db.collection('counters').countDocuments({ pendingSince: { $exists: true } });
  if (waiting > 0) return false;
  const manager = await jetstreamManager(line.admin, { timeout: 2_000 });
  const { num_pending, num_ack_pending } = await manager.consumers.info(LINE_STREAM, 'intervention');
  if (num_pending + num_ack_pending > 0) return false;
  return (await line.db.collection('effects').countDocuments({})) >= acked;
}

/** How many messages the stream holds beyond one for each count: the same event stored twice. */
export async function storedTwice({ admin, db }: Line): Promise<number> {
  const { state } = await (await jetstreamManager(admin)).streams.info(LINE_STREAM);
  const counts = await db
    .collection<{ n: number }>('counters')
    .find({}, { projection: { n: 1 } })
    .toArray();
  return state.messages - counts.reduce((sum, { n }) => sum + n, 0);
}

/** Waits for that, writes down when it came, and then everything there is to see. */
export async function observe(line: Line, history: History, within: number): Promise<void> {
  const acked = new Set(history.lines.flatMap((one) => (one.k === 'ack' ? [one.key] : []))).size;
  if (await comes(() => settled(line, acked), within + 1_000)) history.add({ k: 'recovered', what: 'outbox, consumer and effects' });
  await documents(line, history);
  await readStream(line.admin, LINE_STREAM, ({ seq, id, event }) => {
    const { aggregate, n } = (event.data ?? {}) as { aggregate?: string; n?: number };
    if (aggregate !== undefined && n !== undefined && ours(aggregate)) {
      history.add({ k: 'stored', stream: LINE_STREAM, seq, id, about: `${aggregate}#${n}`, aggregate, n });
    }
  });
  for (const { letter } of await listDead(line.admin, { limit: 1_000 })) {
    history.add({ k: 'dead', service: letter.service, reason: letter.reason.kind, about: letter.id });
  }
}

const ours = (id: string): boolean => /^(again-)?w\d/.test(id);

async function documents({ db }: Line, history: History): Promise<void> {
  const counters = await db
    .collection<{ _id: string; n: number }>('counters')
    .find({}, { projection: { n: 1 } })
    .toArray();
  // What does not begin with w is a scenario's own victim, judged by its claims.
  for (const { _id, n } of counters.filter((one) => ours(one._id))) {
    for (let i = 1; i <= n; i++) history.add({ k: 'document', kind: 'count', id: `${_id}#${i}`, token: `${_id}#${i}` });
  }
  const effects = await db
    .collection<{ _id: string; times: number }>('effects')
    .find({}, { projection: { times: 1 } })
    .toArray();
  for (const { _id, times } of effects.filter((one) => ours(one._id))) history.add({ k: 'effect', consumer: 'listener', id: _id, times });
  const projections = await db.collection<{ _id: string; last: number; versions: number[] }>('projections').find({}).toArray();
  for (const { _id, last, versions } of projections.filter((one) => ours(one._id)))
    history.add({ k: 'applied', consumer: 'listener', aggregate: _id, versions, last });
}
