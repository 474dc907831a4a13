import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import type { Sealed } from '@spil/contracts';
import { answered, dueAtOf, isFollowed, isOverdue, proposedTerms, type CitizenContact } from './citizen-contact';

const now = '2026-01-12T10:00:00.000Z';
const sealed = {} as Sealed;
const open = { contactId: 'c1', status: 'open' } as CitizenContact;

describe('what a resident asked', () => {
  it('is owed an answer within the term that held when it was asked', () => {
    const terms = [...proposedTerms, { from: '2026-02-01', kind: 'question' as const, days: 2 }];
    const due = (receivedAt: string) => unwrap(dueAtOf({ kind: 'question', receivedAt }, terms, '2026-03-01T00:00:00.000Z'));
    expect(due('2026-01-12T10:00:00.000Z')).toBe('2026-01-17T22:59:59.000Z');
    // Over the change of clocks the day stays the day, and one minute past midnight is the next.
    expect(unwrap(dueAtOf({ kind: 'question', receivedAt: '2026-03-28T10:00:00.000Z' }, proposedTerms, '2026-04-01T00:00:00.000Z'))).toBe(
      '2026-04-02T21:59:59.000Z',
    );
    expect(due('2026-01-12T23:01:00.000Z')).toBe('2026-01-18T22:59:59.000Z');
    expect(due('2026-02-12T10:00:00.000Z')).toBe('2026-02-14T22:59:59.000Z');
  });

  it('has a term also when the zone took the kind off its list, and is not from the future', () => {
    expect(unwrap(dueAtOf({ kind: 'question', receivedAt: now }, [], now))).toBe('2026-02-11T22:59:59.000Z');
    expect(dueAtOf({ kind: 'question', receivedAt: '2026-01-12T10:00:31.000Z' }, proposedTerms, now)).toMatchObject({
      error: { code: 'wijk.observed-in-future' },
    });
  });

  it('is answered once', () => {
    const done = unwrap(answered(open, { personId: 'ina', at: now, sealed, forResident: true }));
    expect(done).toMatchObject({ status: 'answered', answeredAt: now, answeredBy: 'ina', forResident: true });
    expect(answered(done, { personId: 'ivo', at: now, sealed, forResident: false })).toMatchObject({
      error: { code: 'wijk.already-answered' },
    });
  });

  it('is overdue once the day is past, and no more once it is answered', () => {
    const owed = { ...open, dueAt: now } as CitizenContact;
    expect([now, '2026-01-12T10:00:00.001Z'].map((at) => isOverdue(owed, at))).toEqual([false, true]);
    const done = unwrap(answered(owed, { personId: 'ina', at: now, sealed, forResident: false }));
    expect(isOverdue(done, '2026-03-01T00:00:00.000Z')).toBe(false);
  });

  it('is followed while it waits, and after the answer for the term that held on that day', () => {
    const terms = [
      { from: '2026-01-01', days: 90 },
      { from: '2026-02-01', days: 10 },
    ];
    const on = (at: string) => unwrap(answered(open, { personId: 'ina', at, sealed, forResident: true }));
    const [early, late] = [on('2026-01-12T10:00:00.000Z'), on('2026-02-12T10:00:00.000Z')];
    expect(isFollowed(open, [], '2036-01-01T00:00:00.000Z')).toBe(true);
    expect(['2026-04-12T10:00:00.000Z', '2026-04-12T10:00:00.001Z'].map((at) => isFollowed(early, terms, at))).toEqual([true, false]);
    expect(['2026-02-22T10:00:00.000Z', '2026-02-22T10:00:00.001Z'].map((at) => isFollowed(late, terms, at))).toEqual([true, false]);
    expect(isFollowed(early, [], '2026-01-13T00:00:00.000Z')).toBe(false);
  });
});
