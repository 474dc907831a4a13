import { DatabaseDown, isAway } from './errors';
import type { Db } from './types';

export interface HealthOptions {
  /** ms between two pings while all is well, and while it is not: the first and `patience` together are how long a freeze goes unnoticed. */
  every?: number;
  everyWhenDown?: number;
  /** ms a ping may take. */
  patience?: number;
  onChange?: (up: boolean) => void;
}

/**
 * Knows whether the database answers, so that requests are refused at once instead of queueing up behind a dead pool: open
 * within two seconds of a freeze, shut again within two of its end.
 */
export class DatabaseHealth {
  private answering = true;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  /** When the database last answered anything at all, on the monotonic clock. */
  private answeredAt = -Infinity;

  constructor(
    private readonly db: Pick<Db, 'command'>,
    private readonly options: HealthOptions = {},
  ) {}

  get up(): boolean {
    return this.answering;
  }

  start(): void {
    this.stopped = false;
    void this.beat();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Resolves when the database answers now; rejects with DatabaseDown otherwise. */
  async probe(): Promise<void> {
    const patience = this.options.patience ?? 1_500;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      // When it was this process that stood still, the answer lies in the socket: read it before believing the clock.
      timer = setTimeout(() => setImmediate(() => setImmediate(() => reject(new DatabaseDown()))), patience);
    });
    try {
      await Promise.race([this.db.command({ ping: 1 }), late]);
      this.answered();
      this.set(true);
    } catch (error) {
      // Slow to a ping and busy answering others is not away.
      if (!isAway(error) && performance.now() - this.answeredAt < patience) return;
      this.set(false);
      throw new DatabaseDown({ cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs a piece of work on the database; refused at once while it is down, and its absence has one name: DatabaseDown. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (!this.answering) throw new DatabaseDown();
    const result = await translated(work);
    this.answered();
    return result;
  }

  private answered(): void {
    this.answeredAt = performance.now();
  }

  private async beat(): Promise<void> {
    await this.probe().catch(() => undefined);
    if (this.stopped) return;
    const wait = this.answering ? (this.options.every ?? 300) : (this.options.everyWhenDown ?? 500);
    this.timer = setTimeout(() => void this.beat(), wait);
    this.timer.unref();
  }

  private set(up: boolean): void {
    if (this.answering === up) return;
    this.answering = up;
    this.options.onChange?.(up);
  }
}

/** The driver's many words for "away" become DatabaseDown; every other error stays itself. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAway(error) ? new DatabaseDown({ cause: error }) : error;
  }
}
