import { failPoint } from '@spil/domain-kit';
import type { Commit } from '@spil/mongo';
import { publishRound, type BatchPublisher } from './round';
import type { OutboxSource, Published } from './source';
import type { RelayTelemetry } from './telemetry';

export interface ExpressOptions {
  publisher: BatchPublisher;
  now: () => Date;
  telemetry: RelayTelemetry;
  /** Something is left for the sweep: `code` says why the broker refused it, undefined when only the mark failed. */
  left: (code: string | undefined) => void;
}

/** Commits carried at once; what is above waits for the sweep, so that a broker that is away fills no memory. */
const MOST = 256;

/**
 * Carries what this process has just committed, from memory and at once: no claim to read, no waiting behind a backlog. It is only
 * ever a short cut. Order within an aggregate holds because a commit is taken only when nothing of its aggregate waited before it;
 * and what is not carried, not acknowledged or not marked stays pending in its document, where the sweep finds it.
 */
export class Express {
  private readonly held = new Set<string>();
  private readonly unmarked: Published[] = [];
  private readonly idle: (() => void)[] = [];
  private marking = false;
  /** A sweep left something alone because it is held here: it may hold more by now. */
  private passedOver = false;

  constructor(
    private readonly source: OutboxSource,
    private readonly options: ExpressOptions,
  ) {}

  /** True while this document's events are on their way or not marked yet: the sweep leaves them alone. */
  holds(id: string): boolean {
    const held = this.held.has(id);
    this.passedOver ||= held;
    return held;
  }

  /** Takes a commit along; false when the sweep must do it. */
  take({ id, events, alone }: Commit): boolean {
    if (!alone || this.held.size >= MOST || this.held.has(id)) return false;
    this.held.add(id);
    void this.carry({ id, events: [...events] });
    return true;
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    if (this.held.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async carry(claimed: Published): Promise<void> {
    const { publisher, telemetry, left } = this.options;
    try {
      const { published, refusal } = await publishRound([claimed], publisher, telemetry);
      FAULT: await failPoint('relay.after-publish', this.source.name);
      this.unmarked.push(...published);
      if (refusal !== undefined) left(refusal);
      void this.mark();
    } catch {
      this.release(claimed.id);
      left(undefined);
    }
  }

  /** Marks what has gathered, one write after another: under load a write holds many documents. */
  private async mark(): Promise<void> {
    if (this.marking) return;
    this.marking = true;
    for (let some = this.unmarked.splice(0); some.length > 0; some = this.unmarked.splice(0)) {
      try {
        await this.source.mark(some, this.options.now());
      } catch {
        this.options.left(undefined);
      }
      for (const { id } of some) this.release(id);
    }
    this.marking = false;
  }

  private release(id: string): void {
    this.held.delete(id);
    if (this.passedOver) {
      this.passedOver = false;
      this.options.left(undefined);
    }
    if (this.held.size === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}
