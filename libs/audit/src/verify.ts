import { type ChainedLine, genesis, hashOf, type Head } from './line';
import { leafHash, levelsOf, rootOf } from './merkle';

export type Broken = 'missing' | 'altered' | 'link' | 'foreign' | 'truncated' | 'rewritten';

/** `brokenAt` is the place (1, 2, …) of the first record that is not as it was written. */
export type Verified = { ok: true; count: number; head: Head } | { ok: false; brokenAt: number; why: Broken; count: number };

export interface VerifyOptions {
  service: string;
  /** A head seen earlier and kept elsewhere: the chain must still contain it, so that cutting its end is noticed. */
  seen?: Head | undefined;
  /** Roots the log itself kept of its full blocks, by block (0, 1, …): a chain rewritten as a whole is right in itself, and leads to others. */
  roots?: { perBlock: number; of: ReadonlyMap<number, string> } | undefined;
  /** Where to begin: the head before the first of these lines; the beginning of the chain if not given. */
  from?: Head | undefined;
}

const flaw = (line: ChainedLine, head: Head, { service, seen }: VerifyOptions): Broken | undefined => {
  if (line._id !== head.seq + 1) return 'missing';
  if (line.service !== service) return 'foreign';
  if (line.hash !== hashOf(line)) return 'altered';
  if (line.prevHash !== head.hash) return 'link';
  // A chain rewritten from here on is right in itself; only what was seen before tells.
  return seen?.seq === line._id && seen.hash !== line.hash ? 'altered' : undefined;
};

const noRoots = { perBlock: 1, of: new Map<number, string>() };

/** Compares each full block with the root that was kept of it. */
class BlockCheck {
  private leaves: Buffer[] = [];
  private block = 0;

  constructor(private readonly roots: NonNullable<VerifyOptions['roots']>) {}

  /** Takes the next line's hash; the place its block begins at when the block is another than was kept. */
  add(hash: string): number | undefined {
    if (this.roots.of.size === 0) return undefined;
    this.leaves.push(leafHash(Buffer.from(hash, 'hex')));
    if (this.leaves.length < this.roots.perBlock) return undefined;
    const kept = this.roots.of.get(this.block);
    const isKept = kept === undefined || rootOf(levelsOf(this.leaves)).toString('hex') === kept;
    this.leaves = [];
    this.block++;
    return isKept ? undefined : (this.block - 1) * this.roots.perBlock + 1;
  }

  /** The last place the kept roots speak of. */
  get covered(): number {
    return ([...this.roots.of.keys()].reduce((most, block) => Math.max(most, block), -1) + 1) * this.roots.perBlock;
  }
}

/** Walks a chain in order and names the first record that was altered, removed, inserted or reordered. */
export const verifyChain = async (lines: AsyncIterable<ChainedLine> | Iterable<ChainedLine>, options: VerifyOptions): Promise<Verified> => {
  let head = options.from ?? genesis(options.service);
  let count = 0;
  const blocks = new BlockCheck(options.roots ?? noRoots);
  for await (const line of lines) {
    const why = flaw(line, head, options);
    if (why) return { ok: false, brokenAt: head.seq + 1, why, count };
    head = { seq: line._id, hash: line.hash };
    count++;
    const rewrittenAt = blocks.add(line.hash);
    if (rewrittenAt !== undefined) return { ok: false, brokenAt: rewrittenAt, why: 'rewritten', count: rewrittenAt - 1 };
  }
  if (Math.max(options.seen?.seq ?? 0, blocks.covered) > head.seq) {
    return { ok: false, brokenAt: head.seq + 1, why: 'truncated', count };
  }
  return { ok: true, count, head };
};
