import {
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type Consumer,
  type ConsumerMessages,
  type JsMsg,
  type OrderedConsumerOptions,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { refillSubject } from '@spil/contracts';
import type { StreamReach } from '../../domain/cursor';
import { TailWatch, type Standing } from './tail-watch';

export interface TailHandlers {
  message(message: JsMsg): void;
  /** The stream is another one than before (removed and made again); `reach` is the new one's. */
  restarted(reach: StreamReach): void;
}

/** ms between two looks whether a stream is still the one that is tailed. */
export const LOOK_MS = 2_000;

/**
 * What exists of a stream now; undefined when there is no such stream or the broker gives no right to it. Rejects while it is
 * being refilled: what comes then is old, and readers are told once it is whole.
 */
export async function reachOf(nc: NatsConnection, stream: string): Promise<StreamReach | undefined> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 3_000 });
  try {
    const { created, state, config } = await manager.streams.info(stream);
    if (config.subjects.every((subject) => subject.startsWith(refillSubject('')))) throw new Error('the stream is being refilled');
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
  const consumer = await orderedFrom(nc, stream, from);
  return consumer.consume({ max_messages: 500, callback: take });
}

/**
 * The same for a reader who sets the pace: without a callback the next portion is asked for when this one is being taken, so that
 * about two portions wait in memory however far back he begins.
 */
export async function readOn(nc: NatsConnection, stream: string, from: number): Promise<ConsumerMessages> {
  const consumer = await orderedFrom(nc, stream, from);
  return consumer.consume({ max_messages: portion });
}

/** Messages asked for at a time for a slow reader; at the 30 KB of a large frame two portions are some megabytes. */
const portion = 100;

function orderedFrom(nc: NatsConnection, stream: string, from: number | 'last-per-subject'): Promise<Consumer> {
  const options: Partial<OrderedConsumerOptions> =
    from === 'last-per-subject' ? { deliver_policy: DeliverPolicy.LastPerSubject } : { opt_start_seq: Math.max(1, from) };
  return jetstream(nc, { timeout: 3_000 }).consumers.get(stream, options);
}

/** The living end of a stream. We look every two seconds whether it still is, and make it anew when it is not. */
export class StreamTail {
  private messages: ConsumerMessages | undefined;
  private stopped = false;
  private opening: Promise<void> | undefined;
  private last: number;
  private watch: NodeJS.Timeout | undefined;
  private readonly health = new TailWatch();
  private readonly stream: string;

  constructor(
    private readonly nc: NatsConnection,
    /** It begins after this sequence: the present end, or an earlier one to have the last messages too. */
    { stream, after }: { stream: string; after: number },
    private known: StreamReach,
    private readonly handlers: TailHandlers,
  ) {
    this.stream = stream;
    this.last = after;
  }

  /** The end is what the stream held when looked at, also while what comes before it is still on its way here. */
  get reach(): StreamReach {
    return { ...this.known, last: Math.max(this.known.last, this.last) };
  }

  /** Begins after the place it was given. */
  start(): Promise<void> {
    this.watch ??= setInterval(() => void this.look().catch(() => undefined), LOOK_MS).unref();
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
    clearInterval(this.watch);
    void this.messages?.close();
  }

  private get standing(): Standing {
    return { epoch: this.known.epoch, last: this.last };
  }

  private async look(): Promise<void> {
    if (this.stopped || this.opening) return;
    const before = this.standing;
    const reach = await reachOf(this.nc, this.stream);
    if (!reach || this.stopped) return;
    if (this.health.isLost(reach, before, this.standing)) await this.renew();
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
