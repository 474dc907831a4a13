/** Longest a write is remembered, in ms, and how many of them. */
const MS = 350;
const MOST = 1_000;

/** What was written a moment ago, kept for whoever changes it again at once. */
export class Recent<T> {
  private readonly kept = new Map<string, { value: T; until: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  get(id: string): T | undefined {
    const found = this.kept.get(id);
    return found && found.until > this.now() ? found.value : undefined;
  }

  set(id: string, value: T): void {
    // Behind all others: the first is always the oldest.
    this.kept.delete(id);
    this.kept.set(id, { value, until: this.now() + MS });
    for (const [oldest, { until }] of this.kept) {
      if (until > this.now() && this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
  }

  forget(id: string): void {
    this.kept.delete(id);
  }
}
