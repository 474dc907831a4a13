import { type ProofFlaw, proofFlaw, type ReadProof } from '@spil/audit';
import { type ReadProofFile, readingServices, validateReadProofFile } from '@spil/contracts';

/** What is said of a file of proofs; `ok` when everything in it holds. */
export interface Verdict {
  ok: boolean;
  said: string[];
}

const meanings = {
  signature: 'its checkpoint is not what the key in it signed',
  'left-out': 'its lines are not those its checkpoint names: some were left out, added or moved',
  altered: 'is not as it was written',
  'not-in-log': 'is not in the log that the checkpoint speaks of',
  'another-record': 'is about another record than was asked',
} as const;

const flawText = (flaw: ProofFlaw): string => ('seq' in flaw ? `line ${flaw.seq} ${meanings[flaw.why]}` : meanings[flaw.why]);

/**
 * Proves a file that was taken away from the reads page, from what is in it alone: each line's hash from its fields, its path to the
 * root, the signature over root, size and the lines given. `keys` are fingerprints learnt elsewhere; without them the file only
 * proves that it is the work of the keys it names.
 */
export function proveFile(file: unknown, keys: readonly string[] = []): Verdict {
  const shape = validateReadProofFile(file);
  if (!shape.ok) return { ok: false, said: [`This is no file of proofs: ${shape.errors[0]?.path || 'the whole'} is not right.`] };
  const { proofs } = file as ReadProofFile as { proofs: ReadProof[] };
  const said: string[] = [];
  for (const proof of proofs) {
    const why = flawOf(proof, keys);
    if (why !== undefined) return { ok: false, said: [...said, `${nameOf(proof)} DOES NOT HOLD: ${why}`] };
    said.push(provedText(proof));
  }
  return { ok: true, said: [...said, ...openEnds(proofs)] };
}

function flawOf(proof: ReadProof, keys: readonly string[]): string | undefined {
  const flaw = proofFlaw(proof);
  if (flaw) return flawText(flaw);
  const { fingerprint } = proof.checkpoint;
  return keys.length > 0 && !keys.includes(fingerprint) ? `it is signed by another key: ${fingerprint}` : undefined;
}

const nameOf = ({ checkpoint }: ReadProof): string => String(checkpoint.service).padEnd(20);

const provedText = (proof: ReadProof): string => {
  const { size, at, asked, fingerprint } = proof.checkpoint;
  return `${nameOf(proof)} proved: ${proof.lines.length} lines about ${asked[0]}, in a log of ${size} at ${at}\n${''.padEnd(20)} key ${fingerprint}`;
};

/** What the file does not say, said: no silence passes for "nobody". */
function openEnds(proofs: readonly ReadProof[]): string[] {
  const absent = readingServices.filter((service) => !proofs.some(({ checkpoint }) => checkpoint.service === service));
  const cut = readingServices.filter(
    (service) => proofs.filter(({ checkpoint }) => checkpoint.service === service).at(-1)?.checkpoint.more,
  );
  const asked = new Set(proofs.map(({ checkpoint }) => checkpoint.asked[0]));
  return [
    ...(asked.size > 1 ? [`This file is about ${asked.size} records: ${[...asked].join(', ')}`] : []),
    ...(absent.length > 0 ? [`Not in this file: ${absent.join(', ')}`] : []),
    ...(cut.length > 0 ? [`Older lines are there but not in this file: ${cut.join(', ')}`] : []),
  ];
}
