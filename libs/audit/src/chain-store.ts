import { type ChainedLine, genesis, type Head } from './line';

/** The part of the native MongoDB collection that is used; a `Collection<ChainedLine>` of the driver fits. */
export interface ReadLogCollection {
  insertMany(lines: ChainedLine[], options: { ordered: true; writeConcern: { w: 'majority'; j: true } }): Promise<unknown>;
  find(filter: object, options: FindOptions): { toArray(): Promise<unknown[]> };
  estimatedDocumentCount(): Promise<number>;
}

interface FindOptions {
  sort: { _id: 1 | -1 };
  limit: number;
  projection?: { hash: 1 };
}

/** Name of the collection in each service's own database. */
export const readLogCollection = 'readLog';
/** What desks ask for: everything of one trace, everything about one (pseudonymous) subject. */
export const readLogIndexes = [{ key: { traceId: 1 } }, { key: { subjectPseudonym: 1, _id: 1 } }] as const;

const duplicateKey = 11_000;
const isConflict = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === duplicateKey;

/** The chain of one service in MongoDB; `_id` is the place, so two writers can never take the same one. */
export class ChainStore {
  constructor(
    private readonly lines: ReadLogCollection,
    readonly service: string,
  ) {}

  /** Place and hash of the last line, or of the last up to a place. */
  async head(upTo?: number): Promise<Head> {
    const filter = upTo === undefined ? {} : { _id: { $lte: upTo } };
    const [last] = (await this.lines.find(filter, { sort: { _id: -1 }, limit: 1 }).toArray()) as ChainedLine[];
    return last ? { seq: last._id, hash: last.hash } : genesis(this.service);
  }

  /** Stores lines in order, durably; answers how many are stored, fewer than given when another writer took a place. */
  async append(lines: readonly ChainedLine[]): Promise<number> {
    try {
      await this.lines.insertMany([...lines], { ordered: true, writeConcern: { w: 'majority', j: true } });
      return lines.length;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return this.storedOf(lines);
    }
  }

  /** Lines of these subjects in one zone, newest first, from below `before` down; one more than `limit` tells that older ones are there. */
  async about(pseudonyms: readonly string[], { zone, before, limit }: { zone: string; before?: number | undefined; limit: number }) {
    const below = before === undefined ? {} : { _id: { $lt: before } };
    const filter = { subjectPseudonym: { $in: [...pseudonyms] }, zone, ...below };
    return (await this.lines.find(filter, { sort: { _id: -1 }, limit: limit + 1 }).toArray()) as ChainedLine[];
  }

  /** Lines after place `from` up to and with place `to`, in order. */
  async between(from: number, to: number): Promise<ChainedLine[]> {
    const filter = { _id: { $gt: from, $lte: to } };
    return (await this.lines.find(filter, { sort: { _id: 1 }, limit: to - from }).toArray()) as ChainedLine[];
  }

  /** Only the hashes of lines after place `from` up to and with place `to`, by place. */
  async hashes(from: number, to: number): Promise<Map<number, string>> {
    const options = { sort: { _id: 1 }, limit: to - from, projection: { hash: 1 } } as const;
    const found = (await this.lines.find({ _id: { $gt: from, $lte: to } }, options).toArray()) as Pick<ChainedLine, '_id' | 'hash'>[];
    return new Map(found.map(({ _id, hash }) => [_id, hash]));
  }

  /** How many lines there are, as the server keeps count: a million are not read for it. */
  total(): Promise<number> {
    return this.lines.estimatedDocumentCount();
  }

  /** Every line in order, read in pages so that years of lines need no memory. */
  async *all(page = 1_000): AsyncGenerator<ChainedLine> {
    for (let filter: object = {}; ;) {
      const found = (await this.lines.find(filter, { sort: { _id: 1 }, limit: page }).toArray()) as ChainedLine[];
      yield* found;
      const last = found[found.length - 1];
      if (found.length < page || !last) return;
      filter = { _id: { $gt: last._id } };
    }
  }

  /** Of a batch that met a conflict: the first so many that are ours. Also right when the driver repeated a write that had arrived. */
  private async storedOf(lines: readonly ChainedLine[]): Promise<number> {
    const first = lines[0]?._id ?? 0;
    const filter = { _id: { $gte: first, $lt: first + lines.length } };
    const there = (await this.lines.find(filter, { sort: { _id: 1 }, limit: lines.length }).toArray()) as ChainedLine[];
    const foreign = lines.findIndex((line, at) => there[at]?.hash !== line.hash);
    return foreign < 0 ? lines.length : foreign;
  }
}
