import { describe, expect, it } from '@jest/globals';
import type { ReadProof } from '@spil/audit';
import type { ReadProofFile } from '@spil/contracts';
import { proveFile } from './audit-prove';
import { clock, fileOf, pagesOf, recordOf } from './audit-prove.fixture';

const few = [{ record: 1, lines: 3 }];
const both = async () => fileOf(...(await pagesOf('wijk', few)), ...(await pagesOf('gateway', few)));
const fingerprints = async (): Promise<[string, string]> => {
  const [wijk = '', gateway = ''] = (await both()).proofs.map(({ checkpoint }) => checkpoint.fingerprint);
  return [wijk, gateway];
};
const places = (value: unknown, at: string[] = []): string[][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => places(part, [...at, key])) : [at];

describe('audit prove', () => {
  it('says per service what is proved and by which key, what the file does not say, and how far a proof reaches', async () => {
    const file = await both();
    const { ok, said } = proveFile(file);
    expect(ok).toBe(true);
    expect(said[0]).toContain(`proved: 3 lines about ${recordOf(1)} (note) in zone demo, in a log of 3 at ${clock.now()}`);
    expect(said[0]).toContain(file.proofs[0]?.checkpoint.fingerprint);
    expect(said.at(-2)).toBe(`Not in this file about ${recordOf(1)} in zone demo: information-sharing, intervention`);
    expect(said.at(-1)).toContain('as far as the log itself is whole: npm run audit -- verify');
  });

  it('says who was asked by fewer of the names of a record: there may be lines under the others', async () => {
    const wijk = await pagesOf('wijk', [{ record: 1, also: [2, 3], lines: 1 }]);
    const { ok, said } = proveFile(fileOf(...wijk, ...(await pagesOf('gateway', few))));
    expect(ok).toBe(true);
    expect(said).toContain(`gateway was asked for ${recordOf(1)} in zone demo by 1 of its 3 names only`);
    expect(said.join()).not.toContain('wijk was asked');
  });

  it('judges records and zones apart: what one lacks is not made good by another', async () => {
    const wijk = await pagesOf('wijk', [...few, { record: 2, lines: 1 }, { record: 1, zone: 'buur', lines: 2 }]);
    const file = fileOf(...wijk, ...(await pagesOf('gateway', few)));
    const { ok, said } = proveFile(file);
    expect(ok).toBe(true);
    expect(said).toContain(`Not in this file about ${recordOf(1)} in zone demo: information-sharing, intervention`);
    expect(said).toContain(`Not in this file about ${recordOf(2)} in zone demo: information-sharing, intervention, gateway`);
    expect(said).toContain(`Not in this file about ${recordOf(1)} in zone buur: information-sharing, intervention, gateway`);
    expect(said.some((line) => line.startsWith('This file is about 3 records'))).toBe(true);
  });

  it('names the line that does not hold', async () => {
    const file = await both();
    const [proof] = file.proofs;
    if (proof?.lines[1]) proof.lines[1].line['spil.actor'] = 'crew-2';
    expect(proveFile(file)).toEqual({ ok: false, said: [expect.stringContaining('line 2 is not as it was written')] });
  });

  it('takes no file in which anything was changed, added or left out', async () => {
    const file = fileOf(...(await pagesOf('wijk', few)));
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

describe('an answer of several pages', () => {
  const long = () => pagesOf('wijk', [{ record: 1, lines: 450 }]) as Promise<[ReadProof, ReadProof, ReadProof]>;

  it('is proved as one', async () => {
    const { ok, said } = proveFile(fileOf(...(await long())));
    expect([ok, said[0]]).toEqual([true, expect.stringContaining('proved: 450 lines')]);
  });

  it.each<[string, (pages: [ReadProof, ReadProof, ReadProof]) => ReadProof[], RegExp]>([
    ['its newest page', ([, second, third]) => [second, third], /a page begins below line 251, and none is before it/],
    ['a page between', ([first, , third]) => [first, third], /begins below line 51, and the one before it ends at line 251/],
    ['its oldest page', ([first, second]) => [first, second], /stops at line 51: older lines are there and are not in this file/],
    ['order', ([first, second, third]) => [first, third, second], /left out, or moved/],
  ])('does not hold without %s', async (_, part, said) => {
    const verdict = proveFile(fileOf(...part(await long())));
    expect(verdict).toEqual({ ok: false, said: [expect.stringMatching(said)] });
  });

  it('may end on purpose: it says so itself, ends there, and whoever proves it is told', async () => {
    const [first, second] = await long();
    const cut = (...cutAt: NonNullable<ReadProofFile['cutAt']>) => proveFile({ ...fileOf(first, second), cutAt });
    const here = { service: 'wijk' as const, seq: 51, at: clock.now() };
    const { ok, said } = cut(here);
    expect([ok, said[1]]).toEqual([true, expect.stringMatching(/ends on purpose at line 51: OLDER LINES ARE THERE/)]);
    expect(cut({ ...here, seq: 50 }).ok).toBe(false);
    expect(cut({ ...here, service: 'gateway' }).ok).toBe(false);
  });

  it('does not hold when a page of another record or zone stands in for one of its own', async () => {
    const [first, second, ...others] = await pagesOf('wijk', [
      { record: 1, lines: 250 },
      { record: 2, lines: 40 },
      { record: 1, zone: 'buur', lines: 40 },
    ]);
    expect(others.map(({ checkpoint }) => checkpoint.more)).toEqual([false, false]);
    expect(proveFile(fileOf(first as ReadProof, second as ReadProof, ...others)).ok).toBe(true);
    for (const other of others) expect(proveFile(fileOf(first as ReadProof, other)).ok).toBe(false);
  });
});

describe('keys that were learnt elsewhere', () => {
  it('are each of one service', async () => {
    const [file, [wijk, gateway]] = [await both(), await fingerprints()];
    expect(wijk).not.toBe(gateway);
    const ofWijk = { service: 'wijk', fingerprint: wijk } as const;
    expect(proveFile(file, [ofWijk, { service: 'gateway', fingerprint: gateway }]).ok).toBe(true);
    expect(proveFile(file, [ofWijk, { fingerprint: gateway }]).ok).toBe(true);
    expect(proveFile(file, [{ service: 'wijk', fingerprint: gateway }, { fingerprint: wijk }])).toMatchObject({ ok: false });
  });

  it('may go without a name when there is one for each service, and no more', async () => {
    const [file, [wijk, gateway]] = [await both(), await fingerprints()];
    expect(proveFile(file, [{ fingerprint: wijk }, { fingerprint: gateway }]).ok).toBe(true);
    expect(proveFile(file, [{ fingerprint: wijk }]).said.at(-1)).toContain('gateway is signed by another key');
    const alone = fileOf(...(await pagesOf('wijk', few)));
    expect(proveFile(alone, [{ fingerprint: wijk }, { fingerprint: gateway }]).said.at(-1)).toContain('2 keys are given for 1 services');
  });

  it('are not needed to see that one key speaks for two services, or two for one', async () => {
    const [wijk, again, gateway] = [
      ...(await pagesOf('wijk', few)),
      ...(await pagesOf('wijk', [{ record: 2, lines: 1 }], 'another key')),
      ...(await pagesOf('gateway', few, 'key of wijk')),
    ] as [ReadProof, ReadProof, ReadProof];
    expect(proveFile(fileOf(wijk, gateway)).said.at(-1)).toContain('wijk and gateway are signed by one key');
    expect(proveFile(fileOf(wijk, again)).said.at(-1)).toContain('wijk signed with two keys');
  });
});
