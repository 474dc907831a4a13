import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import type { DurablePlan, StreamPlan, Topology } from '@spil/contracts';

import { shareOut } from './shares';

const DAY = 86_400_000;
export const PIN_GROUP = 'replica';

export interface ProvisionOptions {
  /** Bytes a stream may hold before publishers are refused (alarm at 70 %). */
  maxBytes?: number;
  /** Copies in a cluster: 1 on one machine, 3 in a cluster. */
  replicas?: number;
  /** ms before an unacknowledged message comes again. */
  ackWait?: number;
  maxDeliver?: number;
  /** Durables a listener's parts are shared between, one per replica that works at once. */
  shares?: number;
  /** ms of silence after which another replica takes a durable over. */
  pinTimeout?: number;
}

/** Makes every stream and durable of the topology, or brings an existing one up to date. The only place that may. */
export async function provision(
  admin: NatsConnection,
  topology: Pick<Topology, 'streams' | 'durables'>,
  options: ProvisionOptions = {},
): Promise<void> {
  const manager = await jetstreamManager(admin);
  for (const stream of topology.streams) await putStream(manager, streamConfig(stream, options));
  for (const durable of shareOut(mergeDurables(topology.durables), options.shares ?? 1))
    await putDurable(manager, durable.stream, durableConfig(durable, options));
}

/** One plan per stream and durable, with the filters of all that were named. */
export function mergeDurables(plans: readonly DurablePlan[]): DurablePlan[] {
  const merged = new Map<string, DurablePlan>();
  for (const plan of plans) {
    const key = `${plan.stream} ${plan.durable}`;
    const filters = [...(merged.get(key)?.filters ?? []), ...plan.filters];
    merged.set(key, { ...plan, filters: [...new Set(filters)] });
  }
  return [...merged.values()];
}

/** Streams carry, databases are the truth: 30 days, bounded bytes, refusing what is new rather than forgetting what is old. */
export function streamConfig(
  { name, subjects, kind, lastValueOnly }: StreamPlan,
  options: ProvisionOptions,
): Partial<StreamConfig> & { name: string } {
  const forEver = kind === 'dead' || kind === 'state';
  return {
    name,
    subjects: [...subjects],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    // A last-value stream replaces by subject, and a subject's older value is what may go.
    discard: lastValueOnly ? DiscardPolicy.Old : DiscardPolicy.New,
    max_age: forEver ? 0 : nanos(30 * DAY),
    max_bytes: options.maxBytes ?? 1024 ** 3,
    max_msg_size: -1,
    max_msgs_per_subject: lastValueOnly ? 1 : -1,
    duplicate_window: nanos(600_000),
    // A person may drop a dead letter once it has been looked at; nothing else is ever taken out of a stream.
    deny_delete: kind !== 'dead',
    deny_purge: true,
    num_replicas: options.replicas ?? 1,
  };
}

/** Explicit acknowledgement, no server back-off (it would replace ack_wait), one replica at a time by pinning. */
export function durableConfig(
  { durable, filters }: DurablePlan,
  options: ProvisionOptions,
): Partial<ConsumerConfig> & { durable_name: string } {
  return {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(options.ackWait ?? 30_000),
    max_ack_pending: 1_000,
    max_deliver: options.maxDeliver ?? 50,
    filter_subjects: [...filters],
    priority_groups: [PIN_GROUP],
    priority_policy: 'pinned_client',
    priority_timeout: nanos(options.pinTimeout ?? 5_000),
  };
}

async function putStream(manager: JetStreamManager, config: Partial<StreamConfig> & { name: string }): Promise<void> {
  // A refill that was cut leaves its address on the stream; everything else that is there stays.
  const open = { ...config, subject_transform: undefined } as unknown as Partial<StreamConfig>;
  if (await exists(() => manager.streams.info(config.name))) await manager.streams.update(config.name, open);
  else await manager.streams.add(config);
}

async function putDurable(
  manager: JetStreamManager,
  stream: string,
  config: Partial<ConsumerConfig> & { durable_name: string },
): Promise<void> {
  if (await exists(() => manager.consumers.info(stream, config.durable_name)))
    await manager.consumers.update(stream, config.durable_name, config);
  else await manager.consumers.add(stream, config);
}

async function exists(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return false;
    throw error;
  }
}
