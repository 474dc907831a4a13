import {
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JsMsg,
  type OrderedConsumerOptions,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { StreamReach } from '../../domain/cursor';

export interface TailHandlers {
  message(message: JsMsg): void;
  /** The stream is another one than before (removed and made again); `reach` is the new one's. */
  restarted(reach: StreamReach): void;
}

/** What exists of a stream now; undefined when there is no such stream or the broker gives no right to it. */
export async function reachOf(nc: NatsConnection, stream: string): Promise<StreamReach | undefined> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 3_000 });
  try {
    const { created, state } = await manager.streams.info(stream);
    return { epoch: created, first: Math.max(1, state.first_seq), last: state.last_seq };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean => {
  const { name, code, status } = error as { name?: string; code?: unknown; status?: number };
  return name === 'StreamNotFoundError' || name === 'PermissionViolationError' || code === 10_059 || status === 404;
};

/** An ordered consumer from a sequence on (or the last value of each subject), for as long as it is wanted. */
export async function follow(
  nc: NatsConnection,
  stream: string,
  from: number | 'last-per-subject',
  take: (message: JsMsg) => void,
): Promise<ConsumerMessages> {
  const options: Partial<OrderedConsumerOptions> =
    from === 'last-per-subject' ? { deliver_policy: DeliverPolicy.LastPerSubject } : { opt_start_seq: Math.max(1, from) };
  const consumer = await jetstream(nc, { timeout: 3_000 }).consumers.get(stream, options);
  return consumer.consume({ max_messages: 500, callback: take });
}

/**
 * The living end of a stream. An ordered consumer heals gaps by itself; after a reconnection we make it anew, because only so
 * a stream that was removed and refilled meanwhile is noticed.
 */
export class StreamTail {
  private messages: ConsumerMessages | undefined;
  private stopped = false;
  private opening: Promise<void> | undefined;
  private last: number;

  constructor(
    private readonly nc: NatsConnection,
    private readonly stream: string,
    private known: StreamReach,
    private readonly handlers: TailHandlers,
  ) {
    this.last = known.last;
  }

  get reach(): StreamReach {
    return { ...this.known, last: this.last };
  }

  /** Begins after the present end. */
  start(): Promise<void> {
    return (this.opening ??= this.open().finally(() => (this.opening = undefined)));
  }

  /** The bus is back: is it still the same stream? Tries until it knows. */
  async renew(): Promise<void> {
    for (let wait = 100; !this.stopped; wait = Math.min(2 * wait, 2_000)) {
      try {
        return await this.start();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** How far back the stream goes now; another epoch is left to `renew`. */
  async refresh(): Promise<void> {
    const reach = await reachOf(this.nc, this.stream);
    if (reach?.epoch === this.known.epoch) this.known = reach;
  }

  stop(): void {
    this.stopped = true;
    void this.messages?.close();
  }

  private async open(): Promise<void> {
    void this.messages?.close();
    const reach = await reachOf(this.nc, this.stream);
    if (!reach) throw new Error('stream not there');
    const same = reach.epoch === this.known.epoch && reach.last >= this.last;
    this.known = reach;
    if (!same) {
      this.last = reach.last;
      this.handlers.restarted(reach);
    }
    this.messages = await follow(this.nc, this.stream, this.last + 1, (message) => this.take(message));
    if (this.stopped) void this.messages.close();
  }

  private take(message: JsMsg): void {
    if (this.stopped || message.seq <= this.last) return;
    this.handlers.message(message);
    this.last = message.seq;
  }
}
