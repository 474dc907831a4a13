import type { Collection } from '@spil/mongo';
import { beforeExport, gauge } from '@spil/observability';

/** ms between two counts while the relay cannot get on. */
const COUNT_EVERY = 1_000;

const waiting = { pendingSince: { $exists: true } };

/**
 * How much waits for the broker in this service's outboxes. While the relay gets on, nothing is counted and nothing is refused;
 * when it cannot, new work is refused above the limit instead of filling the disk (F15): a request is answered 503, a consumer
 * pauses. What was accepted before stays and is sent when the broker takes it again.
 */
export class OutboxPressure {
  private counted = 0;
  private countedAt = -Infinity;
  private counting: Promise<void> | undefined;
  private heldUp = (): boolean => false;

  constructor(
    private readonly collections: () => Iterable<Collection>,
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Who can say, before anything is given up, that what is offered to the broker is not taken. */
  heeds(heldUp: () => boolean): void {
    this.heldUp = heldUp;
  }

  /** Whoever asks while it is full has it counted again, at most once a second: a relay that is done says nothing more. */
  get full(): boolean {
    const full = this.counted >= this.limit;
    if (full || this.heldUp()) this.stalled();
    return full;
  }

  /** The relay met a refusal: look how much waits, at most once a second. */
  stalled(): void {
    if (this.now() - this.countedAt >= COUNT_EVERY) void this.count();
  }

  /** Resolves when there is room; rejects as long as there is none. A consumer that paused asks this before it goes on. */
  async probe(): Promise<void> {
    if (this.counted < this.limit) return;
    await this.count();
    if (this.counted >= this.limit) throw new Error('too much waits for the broker');
  }

  /** Counts now; one count at a time. */
  count(): Promise<void> {
    this.countedAt = this.now();
    return (this.counting ??= this.sum().finally(() => (this.counting = undefined)));
  }

  private async sum(): Promise<void> {
    let sum = 0;
    for (const collection of this.collections()) {
      // Never more than the limit: counting a million would be a burden of its own. A count that fails says nothing new.
      const found = await collection.countDocuments(waiting, { limit: this.limit - sum + 1 }).catch(() => undefined);
      if (found === undefined) return;
      sum += found;
      if (sum >= this.limit) break;
    }
    this.counted = sum;
  }
}

/** Backlog and age over all collections of a service: one number each, however many collections there are. */
export class BacklogFigures {
  private readonly figures = new Map<string, { documents: number; since: number | undefined }>();

  constructor(now: () => number) {
    beforeExport(() => {
      if (this.figures.size === 0) return;
      const all = [...this.figures.values()];
      const documents = all.reduce((sum, one) => sum + one.documents, 0);
      gauge('spil.relay.backlog', documents);
      const since = Math.min(...all.map((one) => one.since ?? Infinity));
      gauge('spil.relay.oldest_age', Number.isFinite(since) ? Math.max(0, now() - since) / 1000 : 0);
    });
  }

  /** What a look at one collection found; `since` in ms since 1970. */
  tell(collection: string, documents: number, since: number | undefined): void {
    this.figures.set(collection, { documents, since });
  }
}
