import { describe, expect, it } from '@jest/globals';
import { type BlockCollection, type ChainedLine, ReadHistory, ReadLog, type ReadLogCollection, readLogKeys } from '@spil/audit';
import type { ReadProofFile } from '@spil/contracts';
import { proveFile } from './audit-prove';

const recordId = '01939f6e-0000-7000-8000-000000000001';
const clock = { now: () => '2026-01-12T09:30:00.000Z' };
const line = {
  ...{ name: 'read-note', actor: 'crew-1', zone: 'demo', processingActivity: 'wijk.read-note', subjectType: 'note' },
  ...{ recordCategory: 'H1', rule: 'own-note', decision: 'shown' as const, reason: 'wijk.read-note', legalBasis: 'wpa-44-1' },
};

/** A log of a handful of lines of one record, kept in memory, as its service proves it. */
async function proofOf(service: string, reads = 3) {
  const kept: ChainedLine[] = [];
  const newestFirst = (sort: { _id: number }) => [...kept].sort((a, b) => (a._id - b._id) * sort._id);
  const lines = {
    insertMany: (more: ChainedLine[]) => Promise.resolve(kept.push(...more)),
    find: (filter: object, { sort }: { sort: { _id: number } }) => ({
      toArray: () => Promise.resolve((filter as { _id?: { $lte?: number } })._id?.$lte === 0 ? [] : newestFirst(sort)),
    }),
  } as ReadLogCollection;
  const blocks: BlockCollection = { find: () => ({ toArray: () => Promise.resolve([]) }), updateOne: () => Promise.resolve() };
  const keys = readLogKeys(`key of ${service}`);
  await new ReadLog(lines, { service, clock, subjectKey: keys.subjectKey }).record(
    Array.from({ length: reads }, () => ({ ...line, subject: recordId })),
  );
  const history = new ReadHistory(lines, blocks, { service, clock, keys });
  const question = { zone: 'demo', recordIds: [recordId], subjectTypes: ['note'] };
  return history.prove(question, await history.about(question));
}
const fileOf = async (...services: string[]): Promise<ReadProofFile> =>
  ({ format: 'spil-read-proof/1', proofs: await Promise.all(services.map((service) => proofOf(service))) }) as ReadProofFile;
const places = (value: unknown, at: string[] = []): string[][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => places(part, [...at, key])) : [at];

describe('audit prove', () => {
  it('says per service what is proved and by which key, and what the file does not say', async () => {
    const file = await fileOf('wijk', 'gateway');
    const { ok, said } = proveFile(file);
    expect(ok).toBe(true);
    expect(said[0]).toContain(`proved: 3 lines about ${recordId}, in a log of 3 at ${clock.now()}`);
    expect(said[0]).toContain(file.proofs[0]?.checkpoint.fingerprint);
    expect(said.at(-1)).toBe('Not in this file: information-sharing, intervention');
  });

  it('takes only the keys that were learnt elsewhere', async () => {
    const file = await fileOf('wijk', 'gateway');
    const [wijk = '', gateway = ''] = file.proofs.map(({ checkpoint }) => checkpoint.fingerprint);
    expect(wijk).not.toBe(gateway);
    expect(proveFile(file, [wijk, gateway]).ok).toBe(true);
    expect(proveFile(file, [wijk])).toMatchObject({ ok: false, said: [expect.anything(), expect.stringContaining('another key')] });
  });

  it('names the line that does not hold', async () => {
    const file = await fileOf('wijk');
    const [proof] = file.proofs;
    if (proof?.lines[1]) proof.lines[1].line['spil.actor'] = 'crew-2';
    expect(proveFile(file)).toEqual({ ok: false, said: [expect.stringContaining('line 2 is not as it was written')] });
  });

  it('takes no file in which anything was changed, added or left out', async () => {
    const file = await fileOf('wijk');
    for (const place of places(file)) {
      const touched = structuredClone(file) as unknown as Record<string, unknown>;
      const key = place.at(-1) ?? '';
      const holder = place.slice(0, -1).reduce((part, one) => part[one] as Record<string, unknown>, touched);
      const value = holder[key];
      holder[key] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value).slice(0, -1)}~`;
      expect([place, proveFile(touched).ok]).toEqual([place, false]);
      delete holder[key];
      expect([place, proveFile(touched).ok]).toEqual([place, false]);
    }
    const [proof] = file.proofs;
    for (const more of [{ ...file, note: 'x' }, { ...file, proofs: [] }, { ...file, proofs: [{ ...proof, note: 'x' }] }, undefined, 'x'])
      expect(proveFile(more).ok).toBe(false);
  });
});
