import { type Checkpoint, isSigned } from './checkpoint';
import { canonical, type ChainedLine, fromLdv, hashOf, toLdv } from './line';
import { leafHash, rootByPath } from './merkle';

/** One line with all that its hash covers, and its way to the root of a checkpoint. */
export interface ProvedLine {
  /** Its place in the log: 1, 2, … */
  seq: number;
  /** Under the field names of Logboek Dataverwerkingen. */
  line: Record<string, unknown>;
  prevHash: string;
  hash: string;
  /** Hashes beside it from the bottom of the tree to the top, in hex. */
  path: string[];
}
/** What a service gave to whom asked: provable by itself, without the service. */
export interface ReadProof {
  checkpoint: Checkpoint;
  lines: ProvedLine[];
}

export const provedLine = (line: ChainedLine, path: readonly string[]): ProvedLine => ({
  seq: line._id,
  line: toLdv(line),
  prevHash: line.prevHash,
  hash: line.hash,
  path: [...path],
});

/** `signature`: the checkpoint was not signed so. `left-out`: other lines are named in it than are here. The rest is about one line. */
export type ProofFlaw = { why: 'signature' | 'left-out' } | { seq: number; why: 'altered' | 'not-in-log' | 'another-record' };

/** What does not hold in a proof, first of all; undefined when all of it does. Trusts nothing but the key in the checkpoint. */
export function proofFlaw({ checkpoint, lines }: ReadProof): ProofFlaw | undefined {
  if (!isSigned(checkpoint)) return { why: 'signature' };
  const listed = lines.map(({ seq }) => seq);
  if (canonical(listed) !== canonical(checkpoint.lines) || !isDescending(listed, checkpoint.before)) return { why: 'left-out' };
  for (const proved of lines) {
    const why = lineFlaw(proved, checkpoint);
    if (why) return { seq: proved.seq, why };
  }
  return undefined;
}

const isDescending = (seqs: readonly number[], before = Infinity): boolean => seqs.every((seq, at) => seq < (seqs[at - 1] ?? before));

function lineFlaw(proved: ProvedLine, checkpoint: Checkpoint): 'altered' | 'not-in-log' | 'another-record' | undefined {
  const { seq, line, prevHash, hash, path } = proved;
  const { service, size, root } = checkpoint;
  const whole = fromLdv(line, { service, seq, prevHash, hash });
  // Its fields, none more and none less: what the hash does not cover must not stand there either.
  if (canonical(toLdv(whole)) !== canonical(line) || hashOf(whole) !== hash) return 'altered';
  if (Object.keys(proved).length !== provedFields) return 'altered';
  if (!isAskedFor(whole, checkpoint)) return 'another-record';
  const found = rootByPath(leafHash(Buffer.from(hash, 'hex')), { index: seq - 1, size }, path.map(bytesOf));
  return found?.toString('hex') === root ? undefined : 'not-in-log';
}
const provedFields = 5;

const isAskedFor = ({ subjectPseudonym, subjectType, zone }: ChainedLine, { about, asked, ...said }: Checkpoint): boolean =>
  zone === said.zone &&
  said.subjectTypes.includes(subjectType) &&
  about.some((named) => named.pseudonym === subjectPseudonym && named.subjectType === subjectType && asked.includes(named.recordId));

/** Exactly 32 bytes in lower-case hex, or nothing that a path could hold. */
const bytesOf = (hex: string): Buffer => (/^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex') : Buffer.alloc(0));
