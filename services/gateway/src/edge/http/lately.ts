const SECONDS = 10;

/** How often something happened in the last ten seconds, without keeping each of them. */
export class Lately {
  private readonly counts = new Array<number>(SECONDS).fill(0);
  private second: number;
  private readonly since: number;

  constructor(private readonly now: () => number) {
    this.since = this.second = this.thisSecond();
  }

  add(): void {
    this.forget();
    const at = this.second % SECONDS;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
  }

  get count(): number {
    this.forget();
    return this.counts.reduce((sum, n) => sum + n, 0);
  }

  /** Over the ten seconds, or over as many as there were yet. */
  get perSecond(): number {
    const { count } = this;
    return count / Math.min(SECONDS, this.second - this.since + 1);
  }

  private thisSecond(): number {
    return Math.floor(this.now() / 1_000);
  }

  private forget(): void {
    const second = this.thisSecond();
    for (let n = Math.max(this.second + 1, second - SECONDS + 1); n <= second; n++) this.counts[n % SECONDS] = 0;
    this.second = second;
  }
}
