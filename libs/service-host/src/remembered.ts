interface Kept<T> {
  value: Promise<T>;
  since: number;
}

/**
 * Keeps what is read from the database often and changes seldom (the map of a zone). One read at a time for each key; an old
 * value is answered while the new one is fetched, so that a hot path never waits. Other replicas' changes show after `maxAgeMs`.
 */
export class Remembered<T> {
  private readonly kept = new Map<string, Kept<T>>();

  constructor(
    private readonly load: (key: string) => Promise<T>,
    private readonly maxAgeMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The value, at most a little older than `maxAgeMs`. Rejects when it was never read and cannot be. */
  get(key: string): Promise<T> {
    const kept = this.kept.get(key);
    if (!kept) return this.read(key);
    if (this.now() - kept.since > this.maxAgeMs) this.refresh(key, kept);
    return kept.value;
  }

  /** The value as it was at most `maxAgeMs` ago, waiting for it when needed: for a look-up that found nothing. */
  atMost(key: string, maxAgeMs: number): Promise<T> {
    const kept = this.kept.get(key);
    return kept && this.now() - kept.since <= maxAgeMs ? kept.value : this.read(key);
  }

  /** Reads anew, now: after a change of one's own, or when the old value did not have what was looked for. */
  read(key: string): Promise<T> {
    const value = this.load(key);
    const entry = { value, since: this.now() };
    this.kept.set(key, entry);
    value.catch(() => this.kept.get(key) === entry && this.kept.delete(key));
    return value;
  }

  /** Something changed: whoever asks next has it read anew. */
  forget(key: string): void {
    this.kept.delete(key);
  }

  private refresh(key: string, kept: Kept<T>): void {
    kept.since = this.now();
    // When the database is away the old value stays; the next round tries again.
    this.load(key).then(
      (value) => this.kept.get(key) === kept && this.kept.set(key, { value: Promise.resolve(value), since: this.now() }),
      () => undefined,
    );
  }
}
