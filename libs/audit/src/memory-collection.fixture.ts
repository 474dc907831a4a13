import type { ReadLogCollection } from './chain-store';
import type { ChainedLine } from './line';

/** A collection with MongoDB's ordered-insert behaviour whose every step yields, so that writers interleave as on a network. */
export class SlowCollection implements ReadLogCollection {
  readonly stored = new Map<number, ChainedLine>();
  /** Called before each single insert; may throw (database away) or wait. */
  onInsert: () => Promise<void> | void = () => undefined;
  writes = 0;

  async insertMany(lines: ChainedLine[]): Promise<unknown> {
    this.writes++;
    for (const line of lines) {
      await this.onInsert();
      if (this.stored.has(line._id)) throw Object.assign(new Error('E11000 duplicate key'), { code: 11_000 });
      this.stored.set(line._id, structuredClone(line));
    }
    return {};
  }

  find(filter: object, { sort, limit }: { sort: { _id: 1 | -1 }; limit: number }): { toArray(): Promise<unknown[]> } {
    const { $gt = -Infinity, $gte = -Infinity, $lt = Infinity } = (filter as { _id?: Record<string, number> })._id ?? {};
    return {
      toArray: async () => {
        await Promise.resolve();
        const fits = [...this.stored.values()].filter(({ _id }) => _id > $gt && _id >= $gte && _id < $lt);
        return fits.sort((a, b) => (a._id - b._id) * sort._id).slice(0, limit);
      },
    };
  }

  /** In order of their places. */
  lines(): ChainedLine[] {
    return [...this.stored.values()].sort((a, b) => a._id - b._id);
  }
}
