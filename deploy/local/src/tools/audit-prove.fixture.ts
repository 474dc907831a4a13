import {
  type BlockCollection,
  type ChainedLine,
  ReadHistory,
  ReadLog,
  type ReadLogCollection,
  type ReadProof,
  readLogKeys,
} from '@spil/audit';
import type { ReadProofFile } from '@spil/contracts';

export const recordOf = (n: number): string => `01939f6e-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const clock = { now: () => '2026-01-12T09:30:00.000Z' };
const line = {
  ...{ name: 'read-note', actor: 'crew-1', processingActivity: 'wijk.read-note', subjectType: 'note' },
  ...{ recordCategory: 'H1', rule: 'own-note', decision: 'shown' as const, reason: 'wijk.read-note', legalBasis: 'wpa-44-1' },
};

type Places = Partial<Record<'$gt' | '$gte' | '$lt' | '$lte', number>>;
interface Filter {
  _id?: Places;
  subjectPseudonym?: { $in: string[] };
  zone?: string;
}
const isAt = (place: number, { $gt = -Infinity, $gte = -Infinity, $lt = Infinity, $lte = Infinity }: Places): boolean =>
  place > $gt && place >= $gte && place < $lt && place <= $lte;
const fits = (line: ChainedLine, { _id = {}, subjectPseudonym, zone = line.zone }: Filter): boolean =>
  isAt(line._id, _id) && (subjectPseudonym?.$in.includes(line.subjectPseudonym) ?? true) && zone === line.zone;

function inMemory(): ReadLogCollection {
  const kept: ChainedLine[] = [];
  const found = (filter: object) => kept.filter((one) => fits(one, filter));
  return {
    insertMany: (more) => Promise.resolve(kept.push(...more)),
    find: (filter, { sort, limit }) => ({
      toArray: () =>
        Promise.resolve(
          found(filter)
            .sort((a, b) => (a._id - b._id) * sort._id)
            .slice(0, limit),
        ),
    }),
    estimatedDocumentCount: () => Promise.resolve(kept.length),
  };
}
function noBlocks(): BlockCollection {
  const kept: { _id: number; root: string }[] = [];
  return {
    find: (filter) => ({ toArray: () => Promise.resolve(kept.filter(({ _id }) => _id === (filter as { _id: unknown })._id)) }),
    updateOne: ({ _id }, { $setOnInsert }) => Promise.resolve(kept.push({ _id, ...$setOnInsert })),
  };
}

/** What is read in one service, of which records (and asked by which other names) in which zone; a number of lines each. */
export type Reads = readonly { record: number; also?: readonly number[]; zone?: string; lines: number }[];

/** Answers of a service over one log, each to the oldest, page after page, as the reads page asks for them. */
export async function pagesOf(service: string, reads: Reads, sealKey = `key of ${service}`): Promise<ReadProof[]> {
  const keys = readLogKeys(sealKey);
  const lines = inMemory();
  const log = new ReadLog(lines, { service, clock, subjectKey: keys.subjectKey });
  for (const { record, zone = 'demo', lines: many } of reads)
    await log.record(Array.from({ length: many }, () => ({ ...line, zone, subject: recordOf(record) })));
  const history = new ReadHistory(lines, noBlocks(), { service, clock, keys });
  const proofs: ReadProof[] = [];
  for (const { record, also = [], zone = 'demo' } of reads) {
    const question = { zone, recordIds: [record, ...also].map(recordOf), subjectTypes: ['note'] };
    for (let before: number | undefined, more = true; more;) {
      const found = await history.about({ ...question, before });
      proofs.push(await history.prove({ ...question, before }, found));
      [before, more] = [found.lines.at(-1)?._id, found.more];
    }
  }
  return proofs;
}

/** As it comes out of a download. */
export const fileOf = (...proofs: readonly ReadProof[]): ReadProofFile =>
  JSON.parse(JSON.stringify({ format: 'spil-read-proof/1', proofs })) as ReadProofFile;
