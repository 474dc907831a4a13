import { ReadLogBroken, ReadLogLate } from './flaws';
import type { ReadHistory } from './read-history';

export interface ReadLogWatchOptions {
  /** From the end of one look to the next, in ms. */
  everyMs: number;
  /** After a start, and after a look that came no further than its time allowed, in ms. */
  soonMs?: number;
  /** Is called at each look that finds the log not as it was written, with the first line known not to be. */
  onBroken: (seq: number) => void;
}

/** Looks at a read log by itself: what was changed in it is found without an auditor who happens to ask for that record. */
export class ReadLogWatch {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly history: Pick<ReadHistory, 'check'>,
    private readonly options: ReadLogWatchOptions,
  ) {}

  start(): void {
    this.next(this.soonMs);
  }

  /** No look begins after it. One that is under way ends by itself: it writes nothing that could be lost. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Waits for the look that is under way. */
  settled(): Promise<void> {
    return this.looking;
  }

  private get soonMs(): number {
    return this.options.soonMs ?? 10_000;
  }

  private next(afterMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => (this.looking = this.look()), afterMs).unref();
  }

  private async look(): Promise<void> {
    try {
      await this.history.check();
    } catch (error) {
      if (error instanceof ReadLogLate) return this.next(this.soonMs);
      if (error instanceof ReadLogBroken) this.options.onBroken(error.seq);
      // Anything else is a database that is away, which has an alarm of its own.
    }
    this.next(this.options.everyMs);
  }
}
