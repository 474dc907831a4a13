import { BlockRoots } from './block-roots';
import { BlockWalk } from './block-walk';
import type { ChainStore } from './chain-store';
import { ReadLogBroken } from './flaws';
import { LineCount } from './line-count';
import { type BlockCollection, LogMemory } from './log-memory';
import { leafHash, type Levels, levelsOf, pathOf, rootOf } from './merkle';
import { verifyChain } from './verify';

export interface ReadTreeOptions {
  /** Lines of a block: a power of two, or blocks were no subtrees. */
  perBlock?: number;
  /** Longest first look at a long log, in ms: half of what the gateway waits, so that the paths have their time too. */
  deadlineMs?: number;
  /** Is told each time a kept block is found not to be as it was written. */
  onBroken?: () => void;
  /** Rests between two blocks that are looked at again. */
  rest?: (ms: number) => Promise<void>;
}

/** Root over all lines of a log at a size, and the path of each of some of them. */
export interface Proved {
  root: string;
  /** By place. */
  paths: ReadonlyMap<number, readonly string[]>;
}

/** Lines of a block whose root is kept. */
export const linesPerBlock = 1_024;
const hex = (hash: Buffer): string => hash.toString('hex');
const leafOf = (hash: string): Buffer => leafHash(Buffer.from(hash, 'hex'));

/** The Merkle tree over the lines of one read log (RFC 9162 §2.1). */
export class ReadTree {
  private readonly perBlock: number;
  private readonly roots: BlockRoots;
  private readonly count: LineCount;
  private readonly walk: BlockWalk;

  constructor(
    private readonly lines: ChainStore,
    blocks: BlockCollection,
    { perBlock = linesPerBlock, deadlineMs = 10_000, onBroken = () => undefined, rest }: ReadTreeOptions = {},
  ) {
    this.perBlock = perBlock;
    const memory = new LogMemory(blocks);
    this.roots = new BlockRoots(memory, { verified: async (block) => hex(rootOf(levelsOf(await this.verifiedBlock(block)))), deadlineMs });
    this.count = new LineCount(lines, { perBlock, deadlineMs });
    this.walk = new BlockWalk(async (block) => this.checkBlock(block, await memory.at(block)), onBroken, rest);
  }

  /** Proves lines at these places in the tree over lines 1 up to `size`. Rejects, before anything is signed, with ReadLogBroken or ReadLogLate. */
  async prove(seqs: readonly number[], size: number): Promise<Proved> {
    const full = Math.floor(size / this.perBlock);
    await this.walk.clear();
    const kept = await this.roots.upTo(full);
    await this.checkSize(kept, size);
    await this.count.check();
    const tops = Array.from({ length: full }, (_, block): Buffer => Buffer.from(kept.get(block) ?? '', 'hex'));
    const rest = levelsOf(await this.verified(full * this.perBlock, size));
    if (rest[0]?.length) tops.push(rootOf(rest));
    const top = levelsOf(tops);
    const paths = new Map<number, string[]>();
    for (const [block, inBlock] of byBlock(seqs, this.perBlock)) {
      const levels = block === full ? rest : await this.levelsOf(block, kept.get(block));
      for (const seq of inBlock) paths.set(seq, [...pathOf(levels, (seq - 1) % this.perBlock), ...pathOf(top, block)].map(hex));
    }
    this.walk.begin(full);
    return { root: hex(rootOf(top)), paths };
  }

  /** Looks at every line of the log as it is now, kept blocks too. It takes its time: for a long log minutes. Rejects as `prove`. */
  async check(size: number): Promise<void> {
    await this.prove([], size);
    const hindrance = await this.walk.settled();
    if (hindrance !== undefined) throw hindrance;
  }

  /** A line that was found not to be as it was written. In a kept block it counts until it is: the tail is verified for each proof. */
  found(seq: number, size: number): void {
    const block = Math.floor((seq - 1) / this.perBlock);
    if (block < Math.floor(size / this.perBlock)) this.walk.found(block);
  }

  /** Waits until kept blocks that are being looked at again have been. */
  async settled(): Promise<void> {
    await this.walk.settled();
  }

  /** A root is kept of lines that are there no more: the log was cut, or set back to an older copy. */
  private async checkSize(kept: ReadonlyMap<number, string>, size: number): Promise<void> {
    const covered = ([...kept.keys()].reduce((most, block) => Math.max(most, block), -1) + 1) * this.perBlock;
    if (covered <= size) return;
    // Another replica may have kept a block that was filled since.
    const { seq } = await this.lines.head();
    if (seq < covered) throw new ReadLogBroken(seq + 1);
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

  private verifiedBlock = (block: number): Promise<Buffer[]> => this.verified(block * this.perBlock, (block + 1) * this.perBlock);

  /** Verifies a kept block line by line. Rewritten as a whole it is right in itself, and only its root tells. */
  private async checkBlock(block: number, root: string | undefined): Promise<void> {
    const leaves = await this.verifiedBlock(block);
    if (hex(rootOf(levelsOf(leaves))) !== root) throw new ReadLogBroken(block * this.perBlock + 1);
  }

  /** The tree of a kept block as its lines' hashes now are: they must still lead to its root. What they are hashes of is not read here. */
  private async levelsOf(block: number, root: string | undefined): Promise<Levels> {
    const from = block * this.perBlock;
    const hashes = await this.lines.hashes(from, from + this.perBlock);
    const levels = levelsOf(Array.from({ length: this.perBlock }, (_, at) => leafOf(hashes.get(from + at + 1) ?? '')));
    if (hex(rootOf(levels)) === root) return levels;
    this.walk.found(block);
    await this.checkBlock(block, root);
    // Whole again while it was looked at: somebody is writing in it.
    throw new ReadLogBroken(from + 1);
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
