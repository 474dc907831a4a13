import { failPoint } from '@spil/domain-kit';
import type { Commit, PendingEvent } from '@spil/mongo';
import { publishRound, type BatchPublisher } from './round';
import type { OutboxSource } from './source';
import type { RelayTelemetry } from './telemetry';

export interface ExpressOptions {
  publisher: BatchPublisher;
  now: () => Date;
  telemetry: RelayTelemetry;
  /** Something is left for the sweep: `code` says why the broker refused it, undefined when only the mark failed. */
  left: (code: string | undefined) => void;
  /** ms the first of what was carried waits for others to be marked with. */
  markAfter: number;
}

/** Documents held at once; what is above waits for the sweep, so that a broker that is away fills no memory. */
const MOST = 256;
/** Carried documents that are marked at once, however short they waited. */
const MANY = 50;

/** A document whose events are carried from memory. */
interface Held {
  readonly id: string;
  /** Its version after the last commit taken: only the one that follows it directly may be taken too. */
  version: number;
  /** Committed and not sent yet, and sent and not marked yet; each in order. */
  waiting: PendingEvent[];
  gone: PendingEvent[];
  carrying: boolean;
  marking: boolean;
  /** Something of it is left to the sweep: nothing that came later may overtake it. */
  closed: boolean;
}

/**
 * Carries what this process has just committed, from memory and at once: no claim to read, no waiting behind a backlog. It is only
 * ever a short cut. Order within an aggregate holds because a commit is taken only when nothing of its aggregate waits but what is
 * carried here already; and what is not carried, not acknowledged or not marked stays pending in its document, where the sweep
 * finds it. Nobody waits for the mark: it gathers, so that one write marks many documents, and a document that is saved again
 * within a moment is marked once. What a crash leaves unmarked is sent again with the same ids.
 */
export class Express {
  private readonly held = new Map<string, Held>();
  private readonly idle: (() => void)[] = [];
  private marking = false;
  private timer: NodeJS.Timeout | undefined;
  private settling = false;
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
  take({ id, events, alone, version }: Commit): boolean {
    const known = this.held.get(id);
    if (known ? !this.follows(known, version) : !alone || this.held.size >= MOST) return false;
    const held = known ?? { id, version, waiting: [], gone: [], carrying: false, marking: false, closed: false };
    this.held.set(id, held);
    held.version = version;
    held.waiting.push(...events);
    if (!held.carrying) void this.carry(held);
    return true;
  }

  /** Resolves when nothing is on its way and all that was sent is marked. */
  async settled(): Promise<void> {
    if (this.held.size === 0) return;
    this.settling = true;
    const idle = new Promise<void>((resolve) => this.idle.push(resolve));
    this.later(0);
    await idle;
    this.settling = false;
  }

  /** Somebody else saved in between, or an event was refused: the rest is the sweep's, and soon. */
  private follows(held: Held, version: number): boolean {
    if (!held.closed && version === held.version + 1) return true;
    this.close(held);
    return false;
  }

  private close(held: Held): void {
    held.closed = true;
    held.waiting = [];
    this.later(0);
  }

  private async carry(held: Held): Promise<void> {
    const { publisher, telemetry, left } = this.options;
    held.carrying = true;
    try {
      for (let events = held.waiting.splice(0); events.length > 0; events = held.waiting.splice(0)) {
        const { published, refusal } = await publishRound([{ id: held.id, events }], publisher, telemetry);
        FAULT: await failPoint('relay.after-publish', this.source.name);
        held.gone.push(...published.flatMap((one) => one.events));
        if (refusal === undefined) continue;
        this.close(held);
        left(refusal);
      }
    } catch {
      this.close(held);
      left(undefined);
    }
    held.carrying = false;
    if (held.gone.length > 0) this.later(this.isHurried() ? 0 : this.options.markAfter);
    else if (!held.marking) this.release(held);
  }

  private unmarked = (): Held[] => [...this.held.values()].filter((one) => !one.carrying && !one.marking && one.gone.length > 0);

  /** Somebody waits for the marks after all, or enough have gathered. */
  private isHurried(): boolean {
    const unmarked = this.unmarked();
    return unmarked.length > 0 && (this.settling || unmarked.length >= MANY || unmarked.some(({ closed }) => closed));
  }

  private later(ms: number): void {
    if (ms > 0) {
      this.timer ??= setTimeout(() => this.later(0), ms);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.mark();
  }

  /** Marks what has gathered, one write after another. */
  private async mark(): Promise<void> {
    if (this.marking) return;
    this.marking = true;
    for (let some = this.unmarked(); some.length > 0; some = this.isHurried() ? this.unmarked() : []) await this.markAll(some);
    this.marking = false;
    if (this.unmarked().length > 0) this.later(this.options.markAfter);
  }

  private async markAll(some: readonly Held[]): Promise<void> {
    const published = some.map((held) => ({ id: held.id, events: held.gone.splice(0) }));
    for (const held of some) held.marking = true;
    const marked = await this.source.mark(published, this.options.now()).then(
      () => true,
      () => false,
    );
    for (const held of some) {
      held.marking = false;
      // Not marked, so it is sent again by the sweep; what is under way of it must not be marked before it.
      if (!marked) this.forget(held);
      else if (!held.carrying && held.gone.length === 0) this.release(held);
    }
    if (!marked) this.options.left(undefined);
  }

  private release(held: Held): void {
    if (this.held.get(held.id) === held) this.forget(held);
  }

  private forget(held: Held): void {
    held.closed = true;
    this.held.delete(held.id);
    if (this.passedOver) {
      this.passedOver = false;
      this.options.left(undefined);
    }
    if (this.held.size === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}
