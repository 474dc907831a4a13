import {
  jetstreamManager,
  JetStreamApiError,
  type ConsumerConfig,
  type JetStreamManager,
  type JsMsg,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { refillSubject, type DurablePlan, type StreamPlan } from '@spil/contracts';
import { header } from './headers';
import { durableConfig, mergeDurables, streamConfig, type ProvisionOptions } from './provision';
import type { OutgoingMessage } from './outgoing';
import { readStream } from './stream-read';
import { WindowPublisher } from './window-publisher';

/** Long enough for a refill that is begun again to store nothing twice. */
const REFILL_WINDOW_MS = 3_600_000;
const holdingOf = (stream: string): string => `HOLD_${stream}`;

/** A stream being refilled: live publishers wait in their outboxes until `open`. */
export interface StreamInRefill {
  plan: StreamPlan;
  /** Stores again what the old stream held and `isOurs` does not claim, in its order and as it was signed. Answers how many. */
  carryOver(isOurs: (id: string) => boolean): Promise<number>;
  /** Takes live messages again: from here on readers and listeners see the new stream. */
  open(): Promise<void>;
  /** The old content is no longer needed. */
  forget(): Promise<void>;
}

/**
 * Replaces a stream by an empty one that takes nothing but refilled messages. What can still be read of the old one is put
 * aside first, in a stream of its own, so that a refill that is cut can be begun again and nothing older than the database's
 * seven days is lost. The new stream is another epoch (feeds reset explicitly) and counts on where the old one ended, so that no
 * acknowledgement of an old message can be taken for one of a new. Needs the provisioner's rights.
 */
export async function beginRefill(
  admin: NatsConnection,
  plan: StreamPlan,
  durables: readonly DurablePlan[],
  options: ProvisionOptions = {},
): Promise<StreamInRefill> {
  const manager = await jetstreamManager(admin);
  const before = await oldStream(manager, plan.name);
  if (before) {
    if (!inRefill(before.config)) await putAside(manager, plan.name);
    await manager.streams.delete(plan.name);
  }
  const open = { ...streamConfig(plan, options), ...before?.kept };
  const first = (before?.furthest ?? 0) + 1;
  await manager.streams.add({
    ...open,
    subjects: plan.subjects.map(refillSubject),
    subject_transform: { src: 'refill.>', dest: '>' },
    duplicate_window: nanos(REFILL_WINDOW_MS),
    ...(first > 1 && { first_seq: first }),
  });
  return {
    plan,
    carryOver: (isOurs) => carryOver(admin, plan.name, isOurs),
    open: async () => {
      await manager.streams.update(plan.name, { ...open, subject_transform: undefined } as unknown as Partial<StreamConfig>);
      const own = mergeDurables(durables.filter(({ stream }) => stream === plan.name)).map((durable) => durableConfig(durable, options));
      for (const config of asTheyWere(before?.listeners ?? [], own)) await manager.consumers.add(plan.name, config);
    },
    forget: async () => void (await absentOr(manager.streams.delete(holdingOf(plan.name)))),
  };
}

/** The durables that were there (shares included), or those of the plan when the stream had none. */
function asTheyWere(before: readonly ConsumerConfig[], planned: readonly Partial<ConsumerConfig>[]): Partial<ConsumerConfig>[] {
  const named = before.filter(({ durable_name: name }) => name !== undefined);
  return named.length > 0 ? named.map((config) => ({ ...config })) : [...planned];
}

const inRefill = ({ subjects }: StreamConfig): boolean => subjects.every((subject) => subject.startsWith(refillSubject('')));

interface OldStream {
  config: StreamConfig;
  /** Limits that an operator may have chosen. */
  kept: Pick<StreamConfig, 'max_bytes' | 'num_replicas'>;
  listeners: ConsumerConfig[];
  /** The highest place anybody may know of it; after damage the durables may know more than the stream. */
  furthest: number;
}

async function oldStream(manager: JetStreamManager, name: string): Promise<OldStream | undefined> {
  const info = await absentOr(manager.streams.info(name));
  if (!info) return undefined;
  const { config, state } = info;
  const { max_bytes, num_replicas } = config;
  const consumers = await manager.consumers.list(name).next();
  const furthest = Math.max(state.last_seq, ...consumers.map(({ delivered }) => delivered.stream_seq));
  return { config, kept: { max_bytes, num_replicas }, listeners: consumers.map((consumer) => consumer.config), furthest };
}

/** Stops live publishers (they wait), then copies what is there on the broker's own side. */
async function putAside(manager: JetStreamManager, stream: string): Promise<void> {
  const holding = holdingOf(stream);
  // A message is never this small: all are refused, and publishers try again later.
  await manager.streams.update(stream, { max_msg_size: 1 });
  const { state } = await manager.streams.info(stream);
  if (state.messages === 0) return;
  // What an earlier refill put aside and could not bring back stays; repeats are told by their ids.
  const before = await absentOr(manager.streams.info(holding));
  const sources = [{ name: stream }];
  if (before) await manager.streams.update(holding, { sources });
  else await manager.streams.add({ name: holding, sources });
  await copied(manager, holding, (before?.state.messages ?? 0) + state.messages);
  await manager.streams.update(holding, { sources: undefined } as unknown as Partial<StreamConfig>);
}

/** Waits for a copy. What cannot be read never comes: with nothing waiting and nothing new for two seconds it is whole. */
async function copied(manager: JetStreamManager, holding: string, whole: number): Promise<void> {
  let last = -1;
  for (let quiet = 0; quiet < 20;) {
    const { state, sources } = await manager.streams.info(holding);
    if (state.messages >= whole) return;
    quiet = state.messages === last && sources?.[0]?.lag === 0 ? quiet + 1 : 0;
    last = state.messages;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Stores again what was put aside. In its order: one try for each message, a refusal ends it (begin again: ids make that harmless). */
async function carryOver(admin: NatsConnection, stream: string, isOurs: (id: string) => boolean): Promise<number> {
  const manager = await jetstreamManager(admin);
  if (!(await absentOr(manager.streams.info(holdingOf(stream))))) return 0;
  const publisher = new WindowPublisher(admin, { tries: 1, deadline: 10_000 });
  let batch: OutgoingMessage[] = [];
  let carried = 0;
  const send = async (): Promise<void> => {
    const refused = (await publisher.publishBatch(batch)).find((outcome) => !outcome.ok);
    if (refused && !refused.ok) throw new Error(`the broker refused to take back a message of ${stream}: ${refused.code}`);
    carried += batch.length;
    batch = [];
  };
  try {
    for await (const message of readStream(admin, holdingOf(stream))) {
      const again = asSigned(message);
      if (again && !isOurs(again.id)) batch.push(again);
      if (batch.length >= 200) await send();
    }
    await send();
  } finally {
    await publisher.drain();
  }
  return carried;
}

/** The message as its producer signed it, for a refill; undefined for one that nobody signed: it was put aside as forged when it came. */
function asSigned({ subject, data, headers }: JsMsg): OutgoingMessage | undefined {
  const id = headers?.get(header.id) ?? '';
  const auth = headers?.get(header.auth) ?? '';
  if (id === '' || auth === '') return undefined;
  const traceparent = headers?.get(header.traceparent) || undefined;
  return { subject: refillSubject(subject), id, body: data, traceparent, signed: { auth, originalId: id } };
}

async function absentOr<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined;
    throw error;
  }
}
