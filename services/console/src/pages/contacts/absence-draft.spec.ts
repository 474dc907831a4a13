import { describe, expect, it } from '@jest/globals';
import { absencesOf, momentOf, nextAbsence, typedAbsence } from './absence-draft';

describe('an absence', () => {
  const kept = { from: '2026-07-12T06:00:00.000Z', until: '2026-07-26T06:00:00.000Z' };

  it('goes into its fields and is saved the same', () => {
    expect(typedAbsence(kept)).toEqual({ from: '2026-07-12T08:00', until: '2026-07-26T08:00' });
    expect(absencesOf([typedAbsence(kept)])).toEqual([kept]);
  });

  it('begins at the next whole hour when nothing is said', () => {
    expect(nextAbsence(Date.parse('2026-07-12T05:20:00.000Z'))).toEqual({ from: '2026-07-12T08:00', until: '2026-07-13T08:00' });
  });

  it.each(['', '0002-07-12T08:00', '0202-07-12T08:00', 'geen moment'])('is not saved while a moment of it is not whole: %p', (local) => {
    expect(momentOf(local)).toBeUndefined();
    expect(absencesOf([typedAbsence(kept), { ...typedAbsence(kept), until: local }])).toBeUndefined();
  });
});
