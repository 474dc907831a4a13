import { createHash } from 'node:crypto';

interface Kept<T> {
  value: T;
  until: number;
}

/**
 * What a token was found to mean, by its SHA-256 (the token itself is never kept), for a short time. Bounded: the oldest
 * entry makes place. Only good results are kept, so a key that arrives later is seen at once.
 */
export class TokenCache<T> {
  private readonly entries = new Map<string, Kept<T>>();

  constructor(
    private readonly seconds: number,
    private readonly most = 10_000,
  ) {}

  static keyOf(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
  }

  /** The kept value, while neither the cache time nor `exp` has passed. `now` in milliseconds. */
  get(key: string, now: number): T | undefined {
    const kept = this.entries.get(key);
    if (kept === undefined) return undefined;
    if (kept.until > now) return kept.value;
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps a value until the cache time or `endsAt` (milliseconds), whichever comes first. */
  put(key: string, value: T, at: { now: number; endsAt: number }): void {
    if (this.entries.size >= this.most) this.entries.delete(this.entries.keys().next().value as string);
    this.entries.set(key, { value, until: Math.min(at.now + this.seconds * 1000, at.endsAt) });
  }

  get size(): number {
    return this.entries.size;
  }
}
