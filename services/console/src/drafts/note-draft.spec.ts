import { describe, expect, it } from '@jest/globals';
import { recordNote } from '@spil/contracts';
import { emptyDraft, isWorthKeeping, needsOf, observedInput, toRequest, type NoteDraft } from './note-draft';

const now = '2026-01-12T10:00:00.000Z';
const empty = emptyDraft('key-1', '2026-01-12T09:58:00.000Z');
const least: NoteDraft = { ...empty, point: [4.35, 50.85], headline: ' Dealen aan het fietsenhok ', theme: 'drugs' };

describe('a note being written', () => {
  it('needs a place, a sentence and a theme, in the order of the form', () => {
    expect(needsOf(empty, now)).toEqual(['point', 'headline', 'theme']);
    expect(needsOf(least, now)).toEqual([]);
    expect(needsOf({ ...least, handling: 'H3' }, now)).toEqual(['handlingText']);
    expect(needsOf({ ...least, observedAt: '2026-01-12T11:00:00.000Z' }, now)).toEqual(['observedAt']);
  });

  it('becomes a request the contract takes, with the usual words filled in', () => {
    const request = toRequest(least, now);
    expect(recordNote.validateRequest(request)).toEqual(expect.objectContaining({ ok: true }));
    expect(request).toMatchObject({
      headline: 'Dealen aan het fietsenhok',
      fact: 'Dealen aan het fietsenhok',
      topic: 'localCrime',
      evaluation: { source: 'A', information: 1 },
      observedAt: now,
    });
    expect(request).not.toHaveProperty('person');
    expect(request).not.toHaveProperty('handlingText');
  });

  it('keeps fact and assessment apart, and takes everything said', () => {
    const whole: NoteDraft = {
      ...least,
      fact: 'Twee bewoners zagen pakjes.',
      assessment: 'Vermoedelijk elke avond.',
      howKnown: 'resident',
      handling: 'H3',
      handlingText: 'Alleen mondeling',
      safetyLine: 'Losse hond op het erf',
      placeDescription: 'Achter het hok',
      person: { category: 'witness', name: 'Jan Peeters', description: '' },
    };
    const request = toRequest(whole, now);
    expect(recordNote.validateRequest(request)).toEqual(expect.objectContaining({ ok: true }));
    expect(request.person).toEqual({ category: 'witness', name: 'Jan Peeters' });
    expect(request.evaluation).toEqual({ source: 'B', information: 2 });
  });

  it('keeps the moment as it is typed and makes it an instant at sending; an instant of an earlier version still counts', () => {
    const half: NoteDraft = { ...least, observedAt: '0002-01-12T10:30' };
    expect([observedInput(half), needsOf(half, now)]).toEqual(['0002-01-12T10:30', ['observedAt']]);
    const typed: NoteDraft = { ...least, observedAt: '2026-01-12T10:30' };
    expect([observedInput(typed), needsOf(typed, now)]).toEqual(['2026-01-12T10:30', []]);
    expect(toRequest(typed, now).observedAt).toBe('2026-01-12T09:30:00.000Z');
    const earlier: NoteDraft = { ...least, observedAt: '2026-01-12T09:30:00.000Z' };
    expect([observedInput(earlier), toRequest(earlier, now).observedAt]).toEqual(['2026-01-12T10:30', earlier.observedAt]);
    expect(observedInput(least)).toBe('');
  });

  it('an incomplete draft never becomes a request', () => {
    expect(() => toRequest(empty, now)).toThrow();
  });

  it('is kept as soon as something is said', () => {
    expect(isWorthKeeping(empty)).toBe(false);
    expect(isWorthKeeping({ ...empty, headline: 'x' })).toBe(true);
    expect(isWorthKeeping({ ...empty, theme: 'drugs' })).toBe(true);
  });
});
