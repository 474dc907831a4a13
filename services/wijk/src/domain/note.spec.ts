import { describe, expect, it } from '@jest/globals';
import { noteFormSample, type NoteForm } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import { draftNote, formOf, isRestricted, ledgerOf, withStep, type IntelligenceNote } from './note';

const now = '2026-01-12T10:00:00.000Z';
const recording = { noteId: 'note-1', zone: 'amow', authorId: 'inspector-1', now, wijk: { id: 'W01', name: 'Markt' } };
const whole: NoteForm = {
  ...noteFormSample,
  accuracyMetres: 8,
  placeDescription: 'behind the shed',
  handling: 'H3',
  handlingText: 'not before the trial',
  assessment: 'probably daily',
  safetyLine: 'large dog',
  person: { category: 'suspect', name: 'Somebody' },
};
const failure = (form: NoteForm, over: object = {}): string => {
  const drafted = draftNote(form, { ...recording, ...over });
  return drafted.ok ? 'recorded' : drafted.error.code;
};
const noteOf = (form: NoteForm): IntelligenceNote => {
  const { facts } = unwrap(draftNote(form, recording));
  return { ...facts, sealed: { alg: 'A256GCM', iv: '', data: '', keys: {} }, steps: [] };
};

describe('recording a note', () => {
  it('keeps facts apart from texts, and gives the form back whole', () => {
    const { facts, texts } = unwrap(draftNote(whole, recording));
    expect(JSON.stringify(facts)).not.toMatch(/shed|trial|daily|dog|Somebody|packets/);
    expect(facts).toMatchObject({ noteId: 'note-1', wijkId: 'W01', authorId: 'inspector-1', recordedAt: now, personal: true });
    expect(formOf(noteOf(whole), texts)).toEqual(whole);
  });

  it('tolerates a phone whose clock runs half a minute ahead, and no more', () => {
    expect(failure({ ...whole, observedAt: '2026-01-12T10:00:30.000Z' })).toBe('recorded');
    expect(failure({ ...whole, observedAt: '2026-01-12T10:00:30.001Z' })).toBe('wijk.observed-in-future');
  });

  it('refuses a place outside the zone, H3 without its condition, and classified content in any text', () => {
    expect(failure(whole, { wijk: undefined })).toBe('wijk.place-outside-zone');
    const { handlingText: _, ...unsaid } = whole;
    expect(failure(unsaid)).toBe('wijk.handling-text-required');
    for (const part of ['headline', 'fact', 'assessment', 'safetyLine', 'placeDescription', 'handlingText'] as const) {
      expect(failure({ ...whole, [part]: 'ZEER GEHEIM' })).toBe('wijk.classified-content');
    }
    for (const part of ['name', 'description'] as const) {
      expect(failure({ ...whole, person: { category: 'suspect', [part]: 'GEHEIM' } })).toBe('wijk.classified-content');
    }
  });

  it('refuses texts that could not be sealed into an event', () => {
    expect(failure({ ...whole, fact: '\u0001'.repeat(4000), assessment: '\u0001'.repeat(4000) })).toBe('payload-too-large');
    expect(failure({ ...whole, fact: '漢'.repeat(4000), assessment: '漢'.repeat(4000) })).toBe('recorded');
  });

  it('is restricted when it is personal or its handling says so', () => {
    expect(isRestricted({ personal: false, handling: 'H0' })).toBe(false);
    expect(isRestricted({ personal: true, handling: 'H0' })).toBe(true);
    expect(isRestricted({ personal: false, handling: 'H1' })).toBe(true);
  });
});

describe('the ledger of a note', () => {
  it('takes each step once and shows them as they happened', () => {
    const accepted = { step: 'accepted', audience: 'local-investigation', at: '2026-01-12T11:00:00.000Z' } as const;
    const routed = { step: 'routed', audience: 'local-investigation', at: '2026-01-12T10:00:01.000Z' } as const;
    const one = withStep(noteOf(whole), 's-2', accepted) as IntelligenceNote;
    const two = withStep(one, 's-1', routed) as IntelligenceNote;
    expect(withStep(two, 's-1', routed)).toBeUndefined();
    expect(ledgerOf(two)).toEqual([
      { noteId: 'note-1', ...routed },
      { noteId: 'note-1', ...accepted },
    ]);
  });
});
