import { DomainError } from '@spil/domain-kit';
import type { ChainStore } from './chain-store';
import { leafHash, pathOf, rootOf } from './merkle';
import { verifyChain } from './verify';

/** Root of a full block of lines: an exact subtree of the tree, so that a million lines need not be read for one proof. */
export interface BlockRoot {
  /** 0, 1, …: the first block holds lines 1 up to 1,024. */
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
const blockSize = 1_024;

/** The log is not as it was written; `params.seq` is the first line that is not. Nothing is signed over it. */
export class ReadLogBroken extends DomainError {
  constructor(seq: number) {
    super('read-log-broken', { seq });
    this.name = 'ReadLogBroken';
  }
}

/** Root over all lines of a log at a size, and the path of each of some of them. */
export interface Proved {
  root: string;
  /** By place. */
  paths: ReadonlyMap<number, readonly string[]>;
}

const duplicateKey = 11_000;
const hex = (hash: Buffer): string => hash.toString('hex');
const leafOf = (hash: string): Buffer => leafHash(Buffer.from(hash, 'hex'));

/** The Merkle tree over the lines of one read log (RFC 9162 §2.1). */
export class ReadTree {
  constructor(
    private readonly lines: ChainStore,
    private readonly blocks: BlockCollection,
    /** Lines of a block: a power of two, or blocks were no subtrees. */
    private readonly perBlock = blockSize,
  ) {}

  /** Proves lines at these places in the tree over lines 1 up to `size`. Rejects with ReadLogBroken, before anything is signed. */
  async prove(seqs: readonly number[], size: number): Promise<Proved> {
    const full = Math.floor(size / this.perBlock);
    const tops = await this.rootsOf(full);
    const rest = await this.verified(full * this.perBlock, size);
    if (rest.length > 0) tops.push(rootOf(rest));
    const paths = new Map<number, string[]>();
    for (const [block, inBlock] of byBlock(seqs, this.perBlock)) {
      // Of a kept block nothing is checked here: what was changed in it since leads to another root, and the proof shows it.
      const leaves = block === full ? rest : await this.leavesOf(block);
      for (const seq of inBlock) paths.set(seq, [...pathOf(leaves, (seq - 1) % this.perBlock), ...pathOf(tops, block)].map(hex));
    }
    return { root: hex(rootOf(tops)), paths };
  }

  /** Roots of the first full blocks. One that is not kept yet is verified line by line, and then kept for good. */
  private async rootsOf(full: number): Promise<Buffer[]> {
    const kept = await this.kept(full);
    for (let block = 0; block < full; block++) {
      if (kept.has(block)) continue;
      const root = hex(rootOf(await this.verified(block * this.perBlock, (block + 1) * this.perBlock)));
      kept.set(block, root);
      await this.keep(block, root);
    }
    return Array.from({ length: full }, (_, block) => Buffer.from(kept.get(block) ?? '', 'hex'));
  }

  private async kept(full: number): Promise<Map<number, string>> {
    const found = (await this.blocks.find({ _id: { $lt: full } }, { sort: { _id: 1 } }).toArray()) as BlockRoot[];
    return new Map(found.map(({ _id, root }) => [_id, root]));
  }

  /** The first to say it says it for good: another replica's root is never replaced. */
  private async keep(block: number, root: string): Promise<void> {
    try {
      await this.blocks.updateOne({ _id: block }, { $setOnInsert: { root } }, { upsert: true });
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== duplicateKey) throw error;
    }
  }

  /** Leaves of lines that are each as they were written and follow one another. */
  private async verified(from: number, to: number): Promise<Buffer[]> {
    if (from === to) return [];
    const { service } = this.lines;
    const before = await this.lines.head(from);
    const lines = await this.lines.between(from, to);
    const found = await verifyChain(lines, { service, from: before, seen: { seq: to, hash: lines.at(-1)?.hash ?? '' } });
    if (!found.ok) throw new ReadLogBroken(found.brokenAt);
    return lines.map(({ hash }) => leafOf(hash));
  }

  /** Leaves of a block as they now are; one that is gone is a leaf of nothing. */
  private async leavesOf(block: number): Promise<Buffer[]> {
    const from = block * this.perBlock;
    const hashes = await this.lines.hashes(from, from + this.perBlock);
    return Array.from({ length: this.perBlock }, (_, at) => leafOf(hashes.get(from + at + 1) ?? ''));
  }
}

function byBlock(seqs: readonly number[], perBlock: number): Map<number, number[]> {
  const blocks = new Map<number, number[]>();
  for (const seq of seqs) {
    const block = Math.floor((seq - 1) / perBlock);
    blocks.set(block, [...(blocks.get(block) ?? []), seq]);
  }
  return blocks;
}
