import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import type { Sealed } from '@spil/contracts';
import { answered, dueAtOf, proposedTerms, type CitizenContact } from './citizen-contact';

const now = '2026-01-12T10:00:00.000Z';
const sealed = {} as Sealed;
const open = { contactId: 'c1', status: 'open' } as CitizenContact;

describe('what a resident asked', () => {
  it('is owed an answer within the term that held when it was asked', () => {
    const terms = [...proposedTerms, { from: '2026-02-01', kind: 'question' as const, days: 2 }];
    const due = (receivedAt: string) => unwrap(dueAtOf({ kind: 'question', receivedAt }, terms, '2026-03-01T00:00:00.000Z'));
    expect(due('2026-01-12T10:00:00.000Z')).toBe('2026-01-17T10:00:00.000Z');
    expect(due('2026-02-12T10:00:00.000Z')).toBe('2026-02-14T10:00:00.000Z');
  });

  it('has a term also when the zone took the kind off its list, and is not from the future', () => {
    expect(unwrap(dueAtOf({ kind: 'question', receivedAt: now }, [], now))).toBe('2026-02-11T10:00:00.000Z');
    expect(dueAtOf({ kind: 'question', receivedAt: '2026-01-12T10:00:31.000Z' }, proposedTerms, now)).toMatchObject({
      error: { code: 'wijk.observed-in-future' },
    });
  });

  it('is answered once', () => {
    const done = unwrap(answered(open, { personId: 'ina', at: now, sealed }));
    expect(done).toMatchObject({ status: 'answered', answeredAt: now, answeredBy: 'ina' });
    expect(answered(done, { personId: 'ivo', at: now, sealed })).toMatchObject({ error: { code: 'wijk.already-answered' } });
  });
});
