/** Counts what arrived: how often, how many different, and their sum. */
export class Tally {
  received = 0;
  distinct = 0;
  sum = 0;
  private readonly seen: Uint8Array;
  private finish: (() => void) | undefined;

  constructor(private readonly expected: number) {
    this.seen = new Uint8Array(expected);
  }

  /** Message number `n` of this run arrived. */
  saw(n: number): void {
    this.received++;
    if (n < 0 || n >= this.expected || this.seen[n]) return;
    this.seen[n] = 1;
    this.distinct++;
    this.sum += n;
    if (this.distinct === this.expected) this.finish?.();
  }

  /** Resolves when all have arrived, or after `ms` when some never do. */
  all(ms: number): Promise<void> {
    if (this.distinct === this.expected) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
