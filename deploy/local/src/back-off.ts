const FIRST_MS = 250;
const LONGEST_MS = 10_000;
/** A program that ran this long is healthy again: its next end starts from the first delay. */
const HEALTHY_MS = 60_000;

/** How long to wait before a program is started again, growing while it keeps ending at once. */
export class BackOff {
  private failures = 0;

  /** @param livedMs how long the program ran before it ended */
  next(livedMs: number): number {
    if (livedMs >= HEALTHY_MS) this.failures = 0;
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    return wait;
  }

  /** Ends in a row without a healthy time between them. */
  get inARow(): number {
    return this.failures;
  }
}
