import { type ProofFlaw, proofFlaw, type ReadProof } from '@spil/audit';
import { type ReadProofFile, readingServices, validateReadProofFile } from '@spil/contracts';
import type { ExpectedKey } from './audit-arguments';
import { keysFlaw } from './audit-keys';

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
  'another-record': 'is about another record, or of another zone, than was asked',
} as const;

const flawText = (flaw: ProofFlaw): string => ('seq' in flaw ? `line ${flaw.seq} ${meanings[flaw.why]}` : meanings[flaw.why]);

/**
 * Proves a file that was taken away from the reads page, from what is in it alone: each line's hash from its fields, its path to the
 * root, the signature over root, size, what was asked and the lines given, and that the pages of an answer are all there. `keys` were
 * learnt elsewhere; without them the file only proves that it is the work of the keys it names.
 */
export function proveFile(file: unknown, keys: readonly ExpectedKey[] = []): Verdict {
  const shape = validateReadProofFile(file);
  if (!shape.ok) return { ok: false, said: [`This is no file of proofs: ${shape.errors[0]?.path || 'the whole'} is not right.`] };
  const { proofs, cutAt = [] } = file as Omit<ReadProofFile, 'proofs'> & { proofs: ReadProof[] };
  const said: string[] = [];
  for (const pages of answersOf(proofs)) {
    const why = pages.map(proofFlaw).find((flaw) => flaw !== undefined);
    const flaw = why ? flawText(why) : pagesFlaw(pages, cutAt);
    if (flaw !== undefined) return { ok: false, said: [...said, `${nameOf(pages)} DOES NOT HOLD: ${flaw}`] };
    said.push(provedText(pages), ...cutText(pages));
  }
  const flaw = keysFlaw(proofs, keys);
  if (flaw !== undefined) return { ok: false, said: [...said, `This file DOES NOT HOLD: ${flaw}`] };
  return { ok: true, said: [...said, ...openEnds(proofs), reach] };
}

/** No more than was proved. */
const reach =
  'Every line here is as it was written, and no line of these answers is missing, but for what is said to end on purpose. That the answers held every line there was holds as far as the log itself is whole: npm run audit -- verify';

/** The pages of one answer; of the same service, about the same records in the same zone. */
type Pages = [ReadProof, ...ReadProof[]];

function answersOf(proofs: readonly ReadProof[]): Pages[] {
  const answers = new Map<string, Pages>();
  for (const proof of proofs) {
    const { service, zone, asked, subjectTypes } = proof.checkpoint;
    const question = JSON.stringify([service, zone, asked, subjectTypes]);
    const pages = answers.get(question);
    if (pages) pages.push(proof);
    else answers.set(question, [proof]);
  }
  return [...answers.values()];
}

type Cuts = NonNullable<ReadProofFile['cutAt']>;

/**
 * Newest first and to the oldest, each page from where the one before it ended: who leaves one out, or the end, is found out. A file
 * may say itself that it ends before the oldest; then it must end there, and whoever proves it is told.
 */
function pagesFlaw(pages: Pages, cuts: Cuts): string | undefined {
  let from: number | undefined;
  for (const { checkpoint } of pages) {
    if (checkpoint.before !== from) return `${beginText(checkpoint.before)}, and ${endText(from)}: lines between were left out, or moved`;
    from = checkpoint.lines.at(-1) ?? from;
  }
  const said = cuts.some(({ service, seq }) => service === pages[0].checkpoint.service && seq === from);
  return isCut(pages) && !said ? `it stops at line ${from}: older lines are there and are not in this file` : undefined;
}
const isCut = (pages: Pages): boolean => pages.at(-1)?.checkpoint.more === true;

/** Whether older ones are there is signed; where the file ends is counted from its lines, not taken from what it says. */
const cutText = (pages: Pages): string[] =>
  isCut(pages)
    ? [`${nameOf(pages)} ends on purpose at line ${pages.at(-1)?.checkpoint.lines.at(-1)}: OLDER LINES ARE THERE and are not in this file`]
    : [];
const beginText = (before: number | undefined): string =>
  before === undefined ? 'a page begins at the newest line' : `a page begins below line ${before}`;
const endText = (from: number | undefined): string => (from === undefined ? 'none is before it' : `the one before it ends at line ${from}`);

const nameOf = ([{ checkpoint }]: Pages): string => String(checkpoint.service).padEnd(20);

function provedText(pages: Pages): string {
  const { size, at, zone, asked, subjectTypes, fingerprint } = pages[0].checkpoint;
  const count = pages.reduce((sum, { lines }) => sum + lines.length, 0);
  const record = `${asked[0]} (${subjectTypes.join(', ')}) in zone ${zone}`;
  return `${nameOf(pages)} proved: ${count} lines about ${record}, in a log of ${size} at ${at}\n${''.padEnd(20)} key ${fingerprint}`;
}

/** Under how many of its names a service was asked for a record, where another was asked under more: "none" of it is then less than none. */
function fewerNames(proofs: readonly ReadProof[]): string[] {
  const asked = new Map<string, Map<string, Set<string>>>();
  for (const { checkpoint } of proofs) {
    const by = putIfAbsent(asked, `${checkpoint.asked[0]} in zone ${checkpoint.zone}`, new Map<string, Set<string>>());
    const names = putIfAbsent(by, checkpoint.service, new Set<string>());
    for (const name of checkpoint.asked) names.add(name);
  }
  return [...asked].flatMap(([record, by]) => {
    const all = new Set([...by.values()].flatMap((names) => [...names]));
    const fewer = [...by].filter(([, names]) => names.size < all.size);
    return fewer.map(([service, names]) => `${service} was asked for ${record} by ${names.size} of its ${all.size} names only`);
  });
}

function putIfAbsent<V>(map: Map<string, V>, key: string, fresh: V): V {
  const value = map.get(key) ?? fresh;
  map.set(key, value);
  return value;
}

/** What the file does not say, said record by record: no silence passes for "nobody". */
function openEnds(proofs: readonly ReadProof[]): string[] {
  const answered = new Map<string, Set<string>>();
  for (const { checkpoint } of proofs) {
    const record = `${checkpoint.asked[0]} in zone ${checkpoint.zone}`;
    answered.set(record, (answered.get(record) ?? new Set()).add(checkpoint.service));
  }
  const absent = [...answered].map(([record, by]) => ({ record, services: readingServices.filter((service) => !by.has(service)) }));
  return [
    ...(answered.size > 1 ? [`This file is about ${answered.size} records: ${[...answered.keys()].join(', ')}`] : []),
    ...fewerNames(proofs),
    ...absent.flatMap(({ record, services }) => (services.length > 0 ? [`Not in this file about ${record}: ${services.join(', ')}`] : [])),
  ];
}
