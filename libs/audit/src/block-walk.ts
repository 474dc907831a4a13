import { setTimeout as sleep } from 'node:timers/promises';
import { ReadLogBroken } from './flaws';

/** Of the time a look at a block takes, how many times it rests after it: a twentieth of the work at most. */
const restTimes = 19;
/** Keeps no process alive that wants to end. */
const restFor = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });

/**
 * Looks at kept blocks again, line by line, one after the other and in its own time: what was changed in one after its root was kept
 * is found some time after, and from then on nothing is signed.
 */
export class BlockWalk {
  private walking: Promise<unknown> = Promise.resolve();
  private isWalking = false;
  private next = 0;
  /** The block that was found not to be as it was written. */
  private broken: number | undefined;

  constructor(
    /** Rejects with ReadLogBroken when a block is not as it was written. */
    private readonly check: (block: number) => Promise<unknown>,
    /** Is told each time a block is found not to be as it was written. */
    private readonly onBroken: () => void,
    private readonly rest: (ms: number) => Promise<void> = restFor,
  ) {}

  /** Rejects while what a walk found is still so. */
  async clear(): Promise<void> {
    if (this.broken === undefined) return;
    await this.check(this.broken);
    this.broken = undefined;
  }

  /** Begins a walk past the first so many blocks, unless one is under way. */
  begin(full: number): void {
    if (this.isWalking) return;
    this.isWalking = true;
    this.walking = this.walk(full).finally(() => (this.isWalking = false));
  }

  /** A block in which something was found by another look: nothing is signed over any of the log until it is whole again. */
  found(block: number): void {
    this.broken = block;
    this.onBroken();
  }

  /** Waits for the walk that is under way, or the last one; answers what kept it from its end. */
  settled(): Promise<unknown> {
    return this.walking;
  }

  private async walk(full: number): Promise<unknown> {
    for (let left = full; left > 0; left--) {
      const began = performance.now();
      const block = this.next % full;
      try {
        await this.check(block);
      } catch (error) {
        if (error instanceof ReadLogBroken) this.found(block);
        // Otherwise the database is away: the next walk goes on from here.
        return error;
      }
      this.next = block + 1;
      await this.rest((performance.now() - began) * restTimes);
    }
    return undefined;
  }
}
