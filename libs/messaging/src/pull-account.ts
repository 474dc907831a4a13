/**
 * How many messages have been asked for and not come yet. Knows when to ask for more. Only the sum is kept: the broker serves its
 * open requests in turn, a message from each, so nobody can say which of them a message came from, nor which is used up.
 */
export class PullAccount {
  private open = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Three quarters or less are under way: time to ask again, before the broker runs dry. */
  get low(): boolean {
    return this.open <= this.most * 0.75;
  }

  /** Nothing is under way. */
  get empty(): boolean {
    return this.open === 0;
  }

  /** How many to ask for now, so that not more than `room` are under way; they count as under way from here on. */
  ask(room = Infinity): number {
    const batch = Math.min(this.most, room) - this.open;
    if (batch <= 0) return 0;
    this.open += batch;
    return batch;
  }

  /** One message came. */
  delivered(): void {
    this.ended(1);
  }

  /** A request ended with `left` messages not delivered. */
  ended(left: number): void {
    this.open = Math.max(0, this.open - left);
    this.settle();
  }

  /** Whatever was asked for will not come. */
  forget(): void {
    this.open = 0;
    this.settle();
  }

  /** Resolves as soon as nothing is under way, or after `ms`. */
  ends(ms: number): Promise<void> {
    if (this.empty) return Promise.resolve();
    return new Promise((resolve) => {
      const late = setTimeout(resolve, ms);
      this.waiting.push(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  private settle(): void {
    if (this.empty) for (const resolve of this.waiting.splice(0)) resolve();
  }
}
