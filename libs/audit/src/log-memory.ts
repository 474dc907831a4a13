import { createHash } from 'node:crypto';

/** Root of a full block of lines: an exact subtree of the tree, so that a million lines need not be read for one proof. */
export interface BlockRoot {
  /** 0, 1, …: the first block holds lines 1 up to 1,024. Below 0: what else the log must remember. */
  _id: number;
  root: string;
}
/** The part of the native MongoDB collection that is used. */
export interface BlockCollection {
  find(filter: object, options: { sort: { _id: 1 } }): { toArray(): Promise<unknown[]> };
  updateOne(filter: { _id: number }, change: { $setOnInsert: { root: string } }, options: { upsert: true }): Promise<unknown>;
}

/** Name of the collection in each service's own database. */
export const readLogBlocksCollection = 'readLogBlocks';

const duplicateKey = 11_000;
/** Where it stands by which key the log names its subjects. */
const keyPlace = -1;

/** What a read log remembers of itself. The first to say it says it for good: what another replica kept is never replaced. */
export class LogMemory {
  constructor(private readonly blocks: BlockCollection) {}

  /** Roots by block. */
  async all(): Promise<Map<number, string>> {
    const found = (await this.blocks.find({ _id: { $gte: 0 } }, { sort: { _id: 1 } }).toArray()) as BlockRoot[];
    return new Map(found.map(({ _id, root }) => [_id, root]));
  }

  /** Root of one block, if it is kept. */
  async at(block: number): Promise<string | undefined> {
    const [kept] = (await this.blocks.find({ _id: block }, { sort: { _id: 1 } }).toArray()) as BlockRoot[];
    return kept?.root;
  }

  async keep(block: number, root: string): Promise<void> {
    try {
      await this.blocks.updateOne({ _id: block }, { $setOnInsert: { root } }, { upsert: true });
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== duplicateKey) throw error;
    }
  }

  /** True when the log's subjects have been named by this key from the first time on. Of the key only a hash is kept. */
  async isNamedBy(subjectKey: string): Promise<boolean> {
    const id = createHash('sha256').update(`read-log subject key\n${subjectKey}`).digest('hex');
    await this.keep(keyPlace, id);
    return (await this.at(keyPlace)) === id;
  }
}
