/** How much one key may ask: `burst` at once, refilled with `perSecond`. */
export interface Rate {
  perSecond: number;
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets per key (a person, a zone, an address), bounded in number. Time is handed in, in milliseconds. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly rate: Rate,
    private readonly most = 20_000,
  ) {}

  /** Takes one token: 0 when it was there, otherwise the whole seconds after which one will be. */
  take(key: string, now: number): number {
    const { perSecond, burst } = this.rate;
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    const granted = tokens >= 1;
    // Put last in the map's order, so that the first entries are those unused for longest.
    this.buckets.delete(key);
    if (this.buckets.size >= this.most) this.buckets.delete(this.buckets.keys().next().value as string);
    this.buckets.set(key, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
