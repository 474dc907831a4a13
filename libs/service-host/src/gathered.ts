/** What comes for one key within a moment is done together: one read and one write instead of one for each. */
export class Gathered<T, R> {
  private readonly waiting = new Map<string, { items: T[]; done: Promise<R> }>();

  /** `work` gets the items of one key in the order in which they came; `ms` is how long the first of them waits for others. */
  constructor(
    private readonly work: (key: string, items: readonly T[]) => Promise<R>,
    private readonly ms: number,
  ) {}

  /** Resolves, or rejects, with what came of all that was done together. */
  add(key: string, item: T): Promise<R> {
    const open = this.waiting.get(key);
    if (open) {
      open.items.push(item);
      return open.done;
    }
    const items = [item];
    const done = new Promise<void>((resolve) => setTimeout(resolve, this.ms)).then(() => {
      this.waiting.delete(key);
      return this.work(key, items);
    });
    this.waiting.set(key, { items, done });
    return done;
  }
}
