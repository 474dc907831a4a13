import { type ChainedLine, genesis, hashOf, type Head } from './line';

export type Broken = 'missing' | 'altered' | 'link' | 'foreign' | 'truncated';

/** `brokenAt` is the place (1, 2, …) of the first record that is not as it was written. */
export type Verified = { ok: true; count: number; head: Head } | { ok: false; brokenAt: number; why: Broken; count: number };

export interface VerifyOptions {
  service: string;
  /** A head seen earlier and kept elsewhere: the chain must still contain it, so that cutting its end is noticed. */
  seen?: Head | undefined;
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

/** Walks a chain in order and names the first record that was altered, removed, inserted or reordered. */
export const verifyChain = async (lines: AsyncIterable<ChainedLine> | Iterable<ChainedLine>, options: VerifyOptions): Promise<Verified> => {
  let head = options.from ?? genesis(options.service);
  let count = 0;
  for await (const line of lines) {
    const why = flaw(line, head, options);
    if (why) return { ok: false, brokenAt: head.seq + 1, why, count };
    head = { seq: line._id, hash: line.hash };
    count++;
  }
  if (options.seen && options.seen.seq > head.seq) return { ok: false, brokenAt: head.seq + 1, why: 'truncated', count };
  return { ok: true, count, head };
};
