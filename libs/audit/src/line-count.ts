import { setImmediate as turn } from 'node:timers/promises';
import type { ChainStore } from './chain-store';
import { ReadLogBroken, ReadLogLate } from './flaws';

export interface LineCountOptions {
  /** Lines that are read at once. */
  perBlock: number;
  /** After so many ms a search for what is missing is given up until somebody asks again. */
  deadlineMs: number;
}

/** How often the log may grow while it is counted before "not fewer than" must do. */
const tries = 3;

/** Places are 1, 2, … without a gap, so the number of lines is the place of the last: one that is gone is missed, whatever it was about. */
export class LineCount {
  /** Up to here every line was seen, in the search that is under way. */
  private seen = 0;

  constructor(
    private readonly lines: ChainStore,
    private readonly options: LineCountOptions,
  ) {}

  /** Rejects with ReadLogBroken at the first line that is missing, or with ReadLogLate before it was found. */
  async check(): Promise<void> {
    for (let tried = 1; ; tried++) {
      const before = await this.lines.head();
      const total = await this.lines.total();
      const after = await this.lines.head();
      if (total < before.seq) return this.search(before.seq);
      if (before.seq !== after.seq && tried < tries) continue;
      this.seen = 0;
      return;
    }
  }

  /** The number a server keeps beside its lines may be off after a crash: only a line that is looked for and not there counts. */
  private async search(size: number): Promise<void> {
    const { perBlock, deadlineMs } = this.options;
    const until = performance.now() + deadlineMs;
    const begun = this.seen;
    for (let at = begun; at < size;) {
      if (at > begun && performance.now() >= until) throw new ReadLogLate();
      const to = Math.min(at + perBlock, size);
      const there = await this.lines.hashes(at, to);
      for (let seq = at + 1; seq <= to; seq++) if (!there.has(seq)) throw new ReadLogBroken(seq);
      at = this.seen = to;
      await turn();
    }
    this.seen = 0;
  }
}
