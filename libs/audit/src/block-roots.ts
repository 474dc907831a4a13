import { setImmediate as turn } from 'node:timers/promises';
import { ReadLogLate } from './flaws';
import type { LogMemory } from './log-memory';

export interface BlockRootsOptions {
  /** Root of a block whose every line was verified (hex). */
  verified: (block: number) => Promise<string>;
  /** After so many ms a first look at a long log is given up until somebody asks again. */
  deadlineMs: number;
}

/** Roots of full blocks: one that is not kept yet is verified line by line, and then kept for good. */
export class BlockRoots {
  private keeping: Promise<Map<number, string>> | undefined;

  constructor(
    private readonly blocks: LogMemory,
    private readonly options: BlockRootsOptions,
  ) {}

  /** Every kept root, those of the first so many blocks among them. Rejects with ReadLogBroken, or ReadLogLate. */
  async upTo(full: number): Promise<Map<number, string>> {
    const roots = await this.blocks.all();
    for (;;) {
      const missing = Array.from({ length: full }, (_, block) => block).filter((block) => !roots.has(block));
      if (missing.length === 0) return roots;
      // One looks, and who asks meanwhile waits for it: ten askers are no ten walks through the whole log.
      this.keeping ??= this.keep(missing).finally(() => (this.keeping = undefined));
      for (const [block, root] of await this.keeping) roots.set(block, root);
    }
  }

  private async keep(missing: readonly number[]): Promise<Map<number, string>> {
    const until = performance.now() + this.options.deadlineMs;
    const made = new Map<number, string>();
    for (const block of missing) {
      // Never before the first: whatever the deadline, who keeps asking gets there.
      if (made.size > 0 && performance.now() >= until) throw new ReadLogLate();
      const root = await this.options.verified(block);
      await this.blocks.keep(block, root);
      made.set(block, root);
      await turn();
    }
    return made;
  }
}
