import { backOff } from '@spil/messaging';
import type { Published } from './source';

/** Documents remembered at most; a claim is longer by so many. */
const MOST = 2_000;
/** ms a refused document is left alone: first, and at most. The first is for a stream whose leader is being chosen. */
const PAUSE = { first: 200, max: 8_000 };

/**
 * Documents whose events the broker refused, each left alone for a while that grows. A claim takes the oldest, so without this one
 * stream that takes nothing would, with a batch of documents waiting for it, keep the events of all others from ever being claimed.
 */
export class Refused {
  private readonly known = new Map<string, { times: number; until: number }>();

  constructor(
    private readonly random: () => number = Math.random,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How many are left alone now. */
  count(): number {
    let count = 0;
    for (const [id, { until }] of this.known) {
      if (until > this.now()) count++;
      // Nobody met it again: another relay sent it.
      else if (until + 2 * PAUSE.max < this.now()) this.known.delete(id);
    }
    return count;
  }

  /** True from a refusal until it is known that its stream takes messages again. */
  get some(): boolean {
    return this.known.size > 0;
  }

  has(id: string): boolean {
    return (this.known.get(id)?.until ?? -Infinity) > this.now();
  }

  /** What came of a round. Where something that was refused before is taken now, the others need not wait any longer. */
  learn(published: readonly Published[], refused: readonly string[]): void {
    if (this.known.size > 0 && published.some(({ id, events }) => events.length > 0 && this.known.has(id))) this.known.clear();
    for (const id of refused) {
      const times = (this.known.get(id)?.times ?? 0) + 1;
      if (times > 1 || this.known.size < MOST) this.known.set(id, { times, until: this.now() + backOff(times, this.random, PAUSE) });
    }
  }
}
