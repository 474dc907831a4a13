import type { NatsConnection } from '@nats-io/transport-node';
import { DEAD_STREAM, type Topology } from '@spil/contracts';
import { busFigures, type BusFigures } from '@spil/messaging';
import { gauge, type Logger } from '@spil/observability';
import { Losses } from '../../domain/losses';
import { Waits } from '../../domain/wait';
import type { Ends, Letters } from '../../use-cases/ports';

interface WatchOptions {
  ends: Ends;
  every: number;
  log: Logger;
  now: () => number;
}

const reasonOf: Readonly<Record<string, string>> = {
  forged: 'forged',
  undecodable: 'schema',
  invalid: 'schema',
  'no-route': 'schema',
  'killed-process': 'killed',
  'max-deliveries': 'killed',
};

/**
 * Counts what waits, from outside: a service that stands still cannot tell that it does. Numbers of streams, durables and dead
 * letters become metrics; no message is read but the labels of dead letters.
 */
export class BusWatch {
  private readonly waits = new Waits();
  private readonly statuses: AsyncIterable<{ type: string }>;
  private losses = new Losses();
  private readonly streamsWithReaders: readonly string[];
  /** Streams out of which nothing is ever taken. */
  private readonly kept: readonly string[];
  private readonly told = new Map<string, { consumer: string; reason: string }>();
  private counted = '';
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly bus: NatsConnection,
    private readonly letters: Pick<Letters, 'all'>,
    topology: Pick<Topology, 'durables' | 'streams'>,
    private readonly options: WatchOptions,
  ) {
    this.statuses = bus.status();
    this.streamsWithReaders = [...new Set(topology.durables.map(({ stream }) => stream))];
    this.kept = topology.streams.filter(({ kind }) => kind === 'events' || kind === 'feed').map(({ name }) => name);
    for (const { service: consumer } of topology.durables) this.told.set(`${consumer} attempts`, { consumer, reason: 'attempts' });
  }

  async start(): Promise<void> {
    this.losses = new Losses(await this.options.ends.all());
    this.round();
    void this.hearReturns();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    (this.statuses as { stop?: () => void }).stop?.();
    clearTimeout(this.timer);
    await this.running;
  }

  /** What a broker lost is seen best when it has just come back, before what is new takes its numbers. */
  private async hearReturns(): Promise<void> {
    for await (const { type } of this.statuses) if (type === 'reconnect') this.round();
  }

  private round(): void {
    clearTimeout(this.timer);
    this.running = this.running
      .then(() => (this.stopped ? undefined : this.look()))
      .catch(() => this.options.log.warn({ dependency: 'bus' }, 'the broker did not tell how full it is'));
    void this.running.then(() => {
      clearTimeout(this.timer);
      if (!this.stopped) this.timer = setTimeout(() => this.round(), this.options.every).unref();
    });
  }

  private async look(): Promise<void> {
    const figures = await busFigures(this.bus, this.streamsWithReaders);
    this.tell(figures, this.options.now());
    this.tellLosses(figures);
    // A database that is away must not keep the dead letters from being counted: what was seen is written at the next look.
    await this.options.ends
      .keep(this.losses.seen)
      .catch(() => this.options.log.warn({ dependency: 'database' }, 'how far streams go is not kept now'));
    // A letter is read one by one: only when one came or went since.
    const dead = figures.streams.find(({ stream }) => stream === DEAD_STREAM);
    const state = `${dead?.messages} ${dead?.lastSequence}`;
    if (state === this.counted) return;
    await this.countLetters();
    this.counted = state;
  }

  private tell({ streams, consumers }: BusFigures, now: number): void {
    const last = new Map(streams.map(({ stream, lastSequence }) => [stream, lastSequence]));
    for (const { stream, messages, bytes, maxBytes } of streams) {
      gauge('spil.stream.messages', messages, { stream });
      if (maxBytes > 0) gauge('spil.stream.bytes_ratio', bytes / maxBytes, { stream });
    }
    for (const { stream, consumer, pending, ackPending, ackFloor } of consumers) {
      const look = { stream, consumer, waiting: pending + ackPending, ackFloor, lastSequence: last.get(stream) ?? ackFloor };
      const labels = { stream, consumer };
      gauge('spil.consumer.oldest_age', this.waits.ageOf(look, now) / 1000, labels);
      gauge('spil.consumer.pending', pending, labels);
      gauge('spil.consumer.ack_pending', ackPending, labels);
    }
  }

  private tellLosses({ streams }: BusFigures): void {
    for (const name of this.kept) {
      const extent = streams.find(({ stream }) => stream === name);
      // A stream that is not there has lost all it held, which nobody can count any more.
      gauge('spil.stream.lost', extent ? this.losses.of(extent) : 1, { stream: name });
    }
  }

  private async countLetters(): Promise<void> {
    const counts = new Map<string, number>();
    for (const { service: consumer, reason } of await this.letters.all()) {
      const labels = { consumer, reason: reasonOf[reason.kind] ?? 'attempts' };
      const key = `${labels.consumer} ${labels.reason}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      this.told.set(key, labels);
    }
    // A kind that is no longer there is told as none: a gauge that is not set keeps its last value.
    for (const [key, labels] of this.told) gauge('spil.dead_letters.waiting', counts.get(key) ?? 0, labels);
  }
}
