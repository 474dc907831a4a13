import type { ReadLogCollection } from './chain-store';
import type { ChainedLine } from './line';
import type { BlockCollection, BlockRoot } from './log-memory';

interface Filter {
  _id?: Partial<Record<'$gt' | '$gte' | '$lt' | '$lte', number>>;
  subjectPseudonym?: { $in: string[] };
  zone?: string;
}

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
    const { _id: place, subjectPseudonym, zone } = filter as Filter;
    const { $gt = -Infinity, $gte = -Infinity, $lt = Infinity, $lte = Infinity } = place ?? {};
    const isAbout = (line: ChainedLine): boolean => !subjectPseudonym || subjectPseudonym.$in.includes(line.subjectPseudonym);
    const isIn = (line: ChainedLine): boolean => zone === undefined || line.zone === zone;
    return {
      toArray: async () => {
        await Promise.resolve();
        const placed = [...this.stored.values()].filter(({ _id }) => _id > $gt && _id >= $gte && _id < $lt && _id <= $lte);
        const fits = placed.filter((line) => isAbout(line) && isIn(line));
        return fits.sort((a, b) => (a._id - b._id) * sort._id).slice(0, limit);
      },
    };
  }

  /** What a server that crashed is wrong by. */
  off = 0;
  estimatedDocumentCount(): Promise<number> {
    return Promise.resolve(this.stored.size + this.off);
  }

  /** In order of their places. */
  lines(): ChainedLine[] {
    return [...this.stored.values()].sort((a, b) => a._id - b._id);
  }
}

/** Roots of blocks, the first to say one says it for good. */
export class KeptBlocks implements BlockCollection {
  readonly roots = new Map<number, string>();

  find(filter: object): { toArray(): Promise<BlockRoot[]> } {
    const { _id: asked } = filter as { _id: number | { $gte: number } };
    const isAsked = (place: number): boolean => (typeof asked === 'number' ? place === asked : place >= asked.$gte);
    return { toArray: () => Promise.resolve([...this.roots].flatMap(([_id, root]) => (isAsked(_id) ? [{ _id, root }] : []))) };
  }

  updateOne({ _id }: { _id: number }, { $setOnInsert: { root } }: { $setOnInsert: { root: string } }): Promise<unknown> {
    if (!this.roots.has(_id)) this.roots.set(_id, root);
    return Promise.resolve();
  }
}
