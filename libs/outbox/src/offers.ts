import type { PublishOutcome } from '@spil/messaging';

/** Refusals in a row, and ms since the first of them with nothing taken in between, that are no passing moment of the broker's. */
const STUCK = { times: 3, ms: 1_000 };
/** ms without an answer to what was offered that are none either. Within the 5 s in which readiness must turn (F16). */
const SILENT = 3_000;
/** ms after which whoever asks whether there is room should look how much waits. */
const SLOW = 1_000;

/** What was offered to the broker and what it said: whether it takes anything at all. */
export class Offers {
  /** When each that is under way was made, ms of `performance.now`; the oldest first. */
  private readonly underway = new Set<{ readonly at: number }>();
  /** Messages refused, or given up, since one was taken. */
  private turnedAway = 0;
  private turnedAwayAt = 0;
  private taken = 0;

  /** Sees one offer to its end. */
  async watch(offer: () => Promise<PublishOutcome[]>): Promise<PublishOutcome[]> {
    const mine = { at: performance.now() };
    this.underway.add(mine);
    try {
      const outcomes = await offer();
      this.heard(outcomes);
      return outcomes;
    } finally {
      this.underway.delete(mine);
    }
  }

  /** False while it takes nothing: it refuses, as a stream at its limit does, or says nothing for seconds, as with a full disk. */
  get areTaken(): boolean {
    const stuck = this.turnedAway >= STUCK.times && performance.now() - this.turnedAwayAt > STUCK.ms;
    return !stuck && performance.now() - Math.max(this.oldest, this.taken) <= SILENT;
  }

  /** True when one of them has been under way for a second and was not answered, though others may be. */
  get areSlow(): boolean {
    return performance.now() - this.oldest > SLOW;
  }

  private heard(outcomes: readonly PublishOutcome[]): void {
    const now = performance.now();
    if (outcomes.some(({ ok }) => ok)) {
      this.turnedAway = 0;
      this.taken = now;
      return;
    }
    if (this.turnedAway === 0) this.turnedAwayAt = now;
    this.turnedAway += outcomes.length;
  }

  /** When the oldest was made; now when there is none. */
  private get oldest(): number {
    const [first] = this.underway;
    return first?.at ?? performance.now();
  }
}
