import { Delays, type DelayFigures } from '../figures';

/** What came of a stretch of posts. */
export interface Driven {
  rate: number;
  posted: number;
  arrived: number;
  repeats: number;
  /** Due → on the screen. */
  screen: DelayFigures;
  /** Due → acknowledged to who posted. */
  answered: DelayFigures;
  failures: string[];
  /** ms from the last due post to the last arrival. */
  tailMs: number;
}

/** Posts numbered notes at their own times and keeps when each was due, answered and on the screen. */
export class Driver {
  private readonly due = new Map<number, number>();
  private readonly seen = new Set<number>();
  private screen = new Delays();
  private answered = new Delays();
  private repeats = 0;
  private next = 0;
  private lastAt = 0;

  /** Note `n` is on the screen. */
  readonly arrived = (n: number): void => {
    const due = this.due.get(n);
    if (due === undefined) return;
    if (this.seen.has(n)) return void this.repeats++;
    this.seen.add(n);
    this.lastAt = performance.now();
    this.screen.add(this.lastAt - due);
  };

  /** `rate` posts a second for `seconds`; then waits until all are on the screen, or none has come for `quietMs`. */
  async run(post: (n: number) => Promise<void>, rate: number, seconds: number, quietMs = 15_000): Promise<Driven> {
    const [from, count] = [this.next, Math.round(rate * seconds)];
    this.next += count;
    this.screen = new Delays();
    this.answered = new Delays();
    this.repeats = 0;
    const failures: string[] = [];
    const posts: Promise<void>[] = [];
    const began = performance.now() + 20;
    for (let i = 0; i < count; i++) {
      const due = began + (i * 1_000) / rate;
      await pause(due - performance.now());
      this.due.set(from + i, due);
      const answered = (): void => this.answered.add(performance.now() - due);
      posts.push(post(from + i).then(answered, (error: unknown) => void failures.push(String(error))));
    }
    await Promise.all(posts);
    const lastDue = began + ((count - 1) * 1_000) / rate;
    this.lastAt = Math.max(this.lastAt, performance.now());
    const all = (): boolean => [...Array(count).keys()].every((i) => this.seen.has(from + i));
    while (!all() && performance.now() - this.lastAt < quietMs) await pause(20);
    const arrived = [...Array(count).keys()].filter((i) => this.seen.has(from + i)).length;
    const [screen, answered] = [this.screen.figures(), this.answered.figures()];
    return {
      rate,
      posted: count - failures.length,
      arrived,
      repeats: this.repeats,
      screen,
      answered,
      failures,
      tailMs: this.lastAt - lastDue,
    };
  }
}

const pause = (ms: number): Promise<void> => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve());
