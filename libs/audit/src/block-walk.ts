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
  private walking: Promise<void> | undefined;
  private next = 0;
  /** The block that was found not to be as it was written. */
  private broken: number | undefined;

  constructor(
    /** Rejects with ReadLogBroken when a block is not as it was written. */
    private readonly check: (block: number) => Promise<unknown>,
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
    this.walking ??= this.walk(full).finally(() => (this.walking = undefined));
  }

  /** Waits for the walk that is under way. */
  async settled(): Promise<void> {
    await this.walking;
  }

  private async walk(full: number): Promise<void> {
    for (let left = full; left > 0; left--) {
      const began = performance.now();
      const block = this.next % full;
      try {
        await this.check(block);
      } catch (error) {
        if (error instanceof ReadLogBroken) this.broken = block;
        // The database is away: the next walk goes on from here.
        return;
      }
      this.next = block + 1;
      await this.rest((performance.now() - began) * restTimes);
    }
  }
}
