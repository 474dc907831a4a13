import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofFlaw, type ReadProof } from '@spil/audit';
import { importZone, listMyNotes, mostLooks, noteFormSample, readNote, recordNote, whoReadWijk } from '@spil/contracts';
import { problem, ServiceBench, value, type Person } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, inW1, ina, ivo, twoWijken, zone, zones } from './wijk.fixture';

let bench: ServiceBench;
const auditor: Person = { sub: 'auditor-1', roles: ['auditor'], zone };
const reads = async (recordId: string, who = auditor) => value(await bench.ask(whoReadWijk, who, { recordId, proof: true }));
const noted = async (): Promise<string> => {
  const form = { ...noteFormSample, point: inW1, handling: 'H2' as const, headline: 'Canary headline' };
  return value(await bench.ask(recordNote, ina, form)).noteId;
};

beforeAll(async () => {
  bench = await ServiceBench.start('wijk', zones, processEnvironment(), () => startService(wijk));
  value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('who read a note, and why it was allowed', () => {
  it('is told to the auditor of its zone, proved, with nothing of what it says; and asking is told as well', async () => {
    const noteId = await noted();
    value(await bench.ask(readNote, ina, { noteId }));
    value(await bench.ask(listMyNotes, ina, {}));
    const { lines, proof, more, related, looks } = await reads(noteId);
    expect([more, related]).toEqual([false, []]);
    expect(looks?.lines).toEqual([
      expect.objectContaining({ actor: 'auditor-1', action: 'who-read', rule: 'auditor', reason: 'audit.who-read', decision: 'shown' }),
    ]);
    expect(lines.map(({ actor, action, rule, reason, decision }) => [actor, action, rule, reason, decision])).toEqual([
      ['inspector-1', 'list-my-notes', 'own-note', 'wijk.list-my-notes', 'shown'],
      ['inspector-1', 'read-note', 'own-note', 'wijk.read-note', 'shown'],
    ]);
    expect(proofFlaw(proof as ReadProof)).toBeUndefined();
    expect(JSON.stringify([lines, proof])).not.toContain('Canary');
    const again = value(await bench.ask(whoReadWijk, auditor, { recordId: noteId, before: lines[0]?.seq }));
    expect(again.lines.map(({ action }) => action)).toEqual(['read-note']);
    expect(again.looks).toBeUndefined();
  });

  it('is not pushed aside by who looked at it, however often', async () => {
    const noteId = await noted();
    value(await bench.ask(readNote, ina, { noteId }));
    const also = Array.from({ length: 40 }, () => uuidv7Ids.next());
    const look = async () => value(await bench.ask(whoReadWijk, auditor, { recordId: noteId, also, proof: true }));
    // Each is 41 lines: after six a page holds nothing else.
    for (let looks = 0; looks < 6; looks++) await look();
    const { lines, more, looks, proof } = await look();
    expect([lines.map(({ action }) => action), more]).toEqual([['read-note'], false]);
    expect([looks?.lines.length, looks?.more]).toEqual([mostLooks, true]);
    expect(proof?.checkpoint).toMatchObject({ lines: lines.map(({ seq }) => seq), more: false });
    expect(proofFlaw(proof as ReadProof)).toBeUndefined();
  });

  it('is nobody else’s to know, and nothing in another zone', async () => {
    const noteId = await noted();
    value(await bench.ask(readNote, ina, { noteId }));
    for (const role of ['inspector', 'team-chief', 'operator', 'administrator', 'crew'] as const)
      expect(problem(await bench.ask(whoReadWijk, { ...ivo, roles: [role] }, { recordId: noteId }))).toBe('forbidden');
    const next = await reads(noteId, { ...auditor, zone: 'buur' });
    expect([next.lines, next.looks?.lines.length]).toEqual([[], 1]);
    expect((await reads(noteId)).lines).toHaveLength(1);
  });

  it('is asked by several numbers at once, and is empty for a number nobody has', async () => {
    const [one, other] = [await noted(), await noted()];
    for (const noteId of [one, other]) value(await bench.ask(readNote, ina, { noteId }));
    const both = value(await bench.ask(whoReadWijk, auditor, { recordId: one, also: [other] }));
    expect(both.lines.filter(({ action }) => action === 'read-note')).toHaveLength(2);
    expect((await reads(uuidv7Ids.next())).lines).toEqual([]);
  });

  it('survives a restart with the same key, and a line that was changed gives no proof', async () => {
    const noteId = await noted();
    value(await bench.ask(readNote, ina, { noteId }));
    const before = await reads(noteId);
    await bench.restart();
    const after = await reads(noteId);
    expect(after.proof?.checkpoint.fingerprint).toBe(before.proof?.checkpoint.fingerprint);
    const log = bench.db.collection<{ _id: number; actor: string }>('readLog');
    const seq = before.lines.find(({ action }) => action === 'read-note')?.seq ?? 0;
    await log.updateOne({ _id: seq }, { $set: { actor: 'inspector-9' } });
    expect(await bench.ask(whoReadWijk, auditor, { recordId: noteId, proof: true })).toEqual({
      problem: { code: 'read-log-broken', params: { seq } },
    });
  });
});
