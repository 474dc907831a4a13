import { jetstreamManager, type ConsumerInfo, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

/** How full a stream is. */
export interface StreamFigure {
  stream: string;
  messages: number;
  bytes: number;
  /** 0 when it has no limit. */
  maxBytes: number;
  firstSequence: number;
  lastSequence: number;
  /** When it was made. */
  epoch: string;
}

/** How far a durable is. */
export interface ConsumerFigure {
  stream: string;
  consumer: string;
  /** Not given to anybody yet. */
  pending: number;
  /** Given and not settled. */
  ackPending: number;
  redelivered: number;
  /** Everything up to this number of the stream is settled. */
  ackFloor: number;
}

export interface BusFigures {
  streams: StreamFigure[];
  consumers: ConsumerFigure[];
}

/** What the broker says of every stream and durable now: numbers, never messages. Needs the operations service's rights. */
export async function busFigures(nc: NatsConnection, streamsWithReaders: readonly string[]): Promise<BusFigures> {
  const manager = await jetstreamManager(nc, { checkAPI: false });
  const streams = (await all(manager.streams.list())).map(streamFigure);
  const read = streams.filter(({ stream }) => streamsWithReaders.includes(stream));
  const consumers = await Promise.all(read.map(({ stream }) => consumersOf(manager, stream)));
  return { streams, consumers: consumers.flat() };
}

const streamFigure = ({ config, state, created }: StreamInfo): StreamFigure => ({
  stream: config.name,
  messages: state.messages,
  bytes: state.bytes,
  maxBytes: Math.max(0, config.max_bytes),
  firstSequence: state.first_seq,
  lastSequence: state.last_seq,
  epoch: created,
});

async function consumersOf(manager: JetStreamManager, stream: string): Promise<ConsumerFigure[]> {
  const infos = await all(manager.consumers.list(stream));
  return infos.filter(({ config }) => config.durable_name !== undefined).map((info) => consumerFigure(stream, info));
}

const consumerFigure = (stream: string, info: ConsumerInfo): ConsumerFigure => ({
  stream,
  consumer: info.name,
  pending: info.num_pending,
  ackPending: info.num_ack_pending,
  redelivered: info.num_redelivered,
  ackFloor: info.ack_floor.stream_seq,
});

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of pages) found.push(one);
  return found;
}
