import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofFlaw, type ReadProof } from '@spil/audit';
import { readItem, subscribe, whoReadInformationSharing, type Role } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { Desk, until } from './desk.fixture';
import { itemIdOf } from './domain/item-id';
import { Suite, type Person } from './suite.fixture';

let suite: Suite;
const desk = new Desk(() => suite);
const auditor: Person = { sub: 'auditor-1', roles: ['auditor' as Role], zone: 'amow', assignments: [] };
beforeAll(async () => void (suite = await Suite.start({ startNats, startMongo })), 120_000);
afterAll(() => suite.stop(), 30_000);

/** What the auditor, or another, is told of a record. */
async function told(recordId: string, who: Person = auditor) {
  const { value } = await suite.ask(whoReadInformationSharing, who, { recordId, proof: true });
  if (!value) throw new Error('no answer');
  return value;
}

describe('who read what was made of a note', () => {
  it('is told by the number of the note and by that of its item alike, with the other names it goes by', async () => {
    const rika = await desk.assigned('rika', 'investigator', { themes: ['drugs'] });
    const rob = await desk.assigned('rob', 'investigator', { themes: ['traffic'] });
    await suite.ask(subscribe, rika, { name: 'drugs', criteria: { themes: ['drugs'] } }, 'follow-1');
    const { noteId } = await desk.record();
    await until(() => desk.inEntries(rika, noteId));
    const itemId = itemIdOf(noteId, 'local-investigation');
    await suite.ask(readItem, rika, { itemId });
    expect((await suite.ask(readItem, rob, { itemId })).problem?.code).toBe('not-found');
    const crews = { recordId: itemIdOf(noteId, 'crews-by-area'), subjectType: 'item' };
    const item = { recordId: itemId, subjectType: 'item' };
    const byNote = await told(noteId);
    expect(byNote.related).toEqual([crews, item]);
    expect(byNote.lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: 'rika', action: 'read-item', decision: 'shown', rule: 'investigator-reads-own-themes' }),
        expect.objectContaining({ actor: 'rob', action: 'read-item', decision: 'denied', rule: 'not-assigned' }),
      ]),
    );
    expect(proofFlaw(byNote.proof as ReadProof)).toBeUndefined();
    const byItem = await told(itemId);
    expect(byItem.related).toEqual([{ recordId: noteId, subjectType: 'note' }, crews]);
    expect(byItem.lines.filter(({ actor }) => actor === 'rika')).toEqual(byNote.lines.filter(({ actor }) => actor === 'rika'));
    const next = await told(noteId, { ...auditor, zone: 'buur' });
    expect([next.related, next.lines]).toEqual([[], []]);
    expect((await suite.ask(whoReadInformationSharing, rika, { recordId: noteId })).problem?.code).toBe('forbidden');
  });
});
