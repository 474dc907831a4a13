import type { NatsConnection } from '@nats-io/transport-node';
import { feedStream } from '@spil/contracts';
import type { Logger } from '@spil/observability';
import type { StreamReach } from '../../domain/cursor';
import type { FeedEntry } from '../../domain/feed-frame';
import type { AudienceTail, AudienceTails } from '../../use-cases/follow-feed/ports';
import { Ring } from '../../use-cases/follow-feed/ring';
import type { FrameOpener } from './frame-opener';
import { reachOf, readOn, StreamTail } from './stream-tail';

/** Frames kept in memory per audience: a storm of returning browsers reads them from here. */
const remembered = 4_096;
/** Of these, so many are read again when a tail is opened: after a restart all browsers come back at once, each a few frames behind. */
const recalled = 1_024;
/** ms the first reader waits for them; then they go on coming. */
const recallMs = 3_000;
/** A tail nobody listens to is kept this long, for the browser that reloads. */
const lingerMs = 60_000;

interface Listener {
  arrived(): void;
  restarted(): void;
}

class SharedTail implements AudienceTail {
  readonly listeners = new Set<Listener>();
  private readonly tail: StreamTail;
  private ring: Ring;
  users = 0;
  linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly nc: NatsConnection,
    private readonly opener: FrameOpener,
    readonly place: { zone: string; audience: string },
    private readonly found: StreamReach,
  ) {
    const from = Math.max(found.first - 1, found.last - recalled);
    this.ring = new Ring(remembered, from);
    this.tail = new StreamTail(nc, { stream: this.stream, after: from }, found, {
      message: (message) => {
        this.ring.add(opener.entry(message, place));
        for (const listener of this.listeners) listener.arrived();
      },
      restarted: ({ last }) => {
        this.ring = new Ring(remembered, last);
        for (const listener of this.listeners) listener.restarted();
      },
    });
  }

  private get stream(): string {
    return feedStream(this.place.zone, this.place.audience);
  }
  get audience(): string {
    return this.place.audience;
  }
  get key(): string {
    return `${this.place.zone} ${this.place.audience}`;
  }

  /** Resolves when what was found in the stream is in memory too, or after a while: then it goes on coming. */
  async start(): Promise<void> {
    await this.tail.start();
    const recalledAll = (): boolean => this.ring.last >= this.found.last;
    if (recalledAll()) return;
    let off: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      off = this.listen({ arrived: () => recalledAll() && resolve(), restarted: resolve });
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, recallMs)));
    await Promise.race([all, late]);
    clearTimeout(timer);
    off();
  }
  renew = (): Promise<void> => this.tail.renew();
  stop(): void {
    clearTimeout(this.linger);
    this.tail.stop();
  }
  reach = (): StreamReach => this.tail.reach;
  refresh = (): Promise<void> => this.tail.refresh();
  next = (after: number): FeedEntry | 'gone' | undefined => this.ring.next(after);

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Reads the stream itself, in order, up to where memory begins; the broker is asked for more as fast as the reader takes it. */
  async *history(after: number): AsyncGenerator<FeedEntry> {
    const goal = this.ring.lowest;
    const messages = await readOn(this.nc, this.stream, after + 1);
    const ahead = messages[Symbol.asyncIterator]();
    try {
      for (let at = after; at < goal;) {
        const { done, value } = await withinTenSeconds(ahead.next());
        if (done) throw new Error('the stream is no longer read');
        const entry = this.opener.entry(value, this.place);
        at = entry.sequence;
        yield entry;
      }
    } finally {
      void messages.close();
    }
  }
}

const withinTenSeconds = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the stream gave nothing for ten seconds')), 10_000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** One tail per audience stream in this gateway, started when somebody who may hear it is there (architecture.md §6, wall 2). */
export class NatsAudienceTails implements AudienceTails {
  private readonly tails = new Map<string, Promise<SharedTail | undefined>>();

  constructor(
    private readonly nc: NatsConnection,
    private readonly opener: FrameOpener,
    private readonly log: Logger,
  ) {}

  async open(zone: string, audience: string): Promise<AudienceTail | undefined> {
    const key = `${zone} ${audience}`;
    let made = this.tails.get(key);
    if (!made) {
      this.tails.set(key, (made = this.make(zone, audience)));
      // Neither a failure nor an absence is kept: the next reader asks again.
      const forget = (): void => void this.tails.delete(key);
      made.then((tail) => (tail ? undefined : forget()), forget);
    }
    const tail = await made;
    if (!tail) return undefined;
    tail.users++;
    clearTimeout(tail.linger);
    return tail;
  }

  release(shared: AudienceTail): void {
    const tail = shared as SharedTail;
    if (--tail.users > 0) return;
    tail.linger = setTimeout(() => {
      this.tails.delete(tail.key);
      tail.stop();
    }, lingerMs);
    tail.linger.unref();
  }

  /** After a reconnection: every tail is made anew at its place. */
  async renew(): Promise<void> {
    const tails = await Promise.all([...this.tails.values()].map((one) => one.catch(() => undefined)));
    await Promise.all(tails.map((tail) => tail?.renew()));
  }

  async stop(): Promise<void> {
    const tails = await Promise.all([...this.tails.values()].map((one) => one.catch(() => undefined)));
    for (const tail of tails) tail?.stop();
    this.tails.clear();
  }

  private async make(zone: string, audience: string): Promise<SharedTail | undefined> {
    const reach = await reachOf(this.nc, feedStream(zone, audience));
    if (!reach) {
      this.log.warn({ zone, audience }, 'an assigned audience has no stream: provision it');
      return undefined;
    }
    const tail = new SharedTail(this.nc, this.opener, { zone, audience }, reach);
    await tail.start();
    return tail;
  }
}
