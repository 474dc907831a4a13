import { describe, expect, it } from '@jest/globals';
import { responses, severities, urgencies } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import fc from 'fast-check';
import type { Call } from './call';
import { isTriageTable, proposalFor, proposedTriage, triageCall, type TriageFacts } from './triage';

const now = '2026-01-12T10:00:00.000Z';
const call = { callId: 'c1', nature: 'other', urgency: 'urgent' } as Call;
const noise: TriageFacts = { severity: 'limited', urgency: 'notUrgent', nature: 'noise' };
const weigh = (facts: TriageFacts, on: Call = call) => triageCall(on, facts, { tables: proposedTriage, now, by: 'd1' });
const anyFacts = fc.record({
  severity: fc.constantFrom(...severities),
  urgency: fc.constantFrom(...urgencies),
  nature: fc.constantFrom('noise', 'fight', 'a-word-of-tomorrow'),
});

describe('a triage', () => {
  it('keeps all three, corrects what was registered, and has the proposal of the table', () => {
    expect(unwrap(weigh(noise))).toEqual({
      ...{ callId: 'c1', nature: 'noise', urgency: 'notUrgent' },
      triage: { ...noise, triagedAt: now, triagedBy: 'd1', proposal: { response: 'LATER', withinMinutes: 240 } },
    });
    expect(unwrap(weigh({ ...noise, severity: 'lifeThreatening' })).triage?.proposal?.response).toBe('IMMEDIATE');
    expect(unwrap(weigh({ ...noise, nature: 'fight' })).triage?.proposal?.response).toBe('IMMEDIATE');
  });

  it('the same again changes nothing, also when the call is closed; another on a closed call is refused', () => {
    const weighed = unwrap(weigh(noise));
    expect(unwrap(weigh(noise, weighed))).toBe(weighed);
    const closed = { ...weighed, closedAt: now };
    expect(unwrap(weigh(noise, closed))).toBe(closed);
    expect(weigh({ ...noise, nature: 'fight' }, closed)).toMatchObject({ error: { code: 'intervention.call-closed' } });
  });
});

describe('the table', () => {
  it('is the one in force on the Belgian day, its first line that fits', () => {
    const line = (response: 'IMMEDIATE' | 'LATER', withinMinutes: number) => ({ response, withinMinutes });
    const tables = [
      { from: '2026-02-01', lines: [{ severity: 'limited' as const, ...line('LATER', 60) }, line('IMMEDIATE', 5)] },
      { from: '2026-01-01', lines: [{ natures: ['noise'], ...line('LATER', 30) }, line('LATER', 90)] },
    ];
    expect(proposalFor(noise, tables, '2025-12-31T22:59:59.999Z')).toBeUndefined();
    expect(proposalFor(noise, tables, '2026-01-31T22:59:59.999Z')).toEqual(line('LATER', 30));
    expect(proposalFor({ ...noise, nature: 'theft' }, tables, now)).toEqual(line('LATER', 90));
    expect(proposalFor(noise, tables, '2026-01-31T23:00:00.000Z')).toEqual(line('LATER', 60));
    expect(proposalFor({ ...noise, severity: 'serious' }, tables, '2026-02-01T12:00:00.000Z')).toEqual(line('IMMEDIATE', 5));
  });

  it('is refused as configuration when a line is not one, or when some triage would have no line', () => {
    const all = { response: 'LATER', withinMinutes: 60 };
    const table = (...lines: unknown[]) => isTriageTable({ from: '2026-01-01', lines } as never);
    expect(proposedTriage.every(isTriageTable)).toBe(true);
    expect(table({ natures: ['noise'], ...all }, all)).toBe(true);
    const wrong = [[], [{ urgency: 'urgent', ...all }], [{ severity: 'grave', ...all }, all], [{ ...all, withinMinutes: 0 }], [null, all]];
    for (const lines of wrong) expect([lines, table(...lines)]).toEqual([lines, false]);
    expect(isTriageTable({ from: 'soon', lines: [all] } as never)).toBe(false);
    expect(isTriageTable(null)).toBe(false);
  });

  it('proposed for every zone has an answer for whatever is asked, and worse never waits longer', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const of = (over: Partial<TriageFacts>) => proposalFor({ ...facts, ...over }, proposedTriage, now);
        expect(responses).toContain(of({})?.response);
        const minutes = [of({ severity: 'lifeThreatening' }), of({ severity: 'serious' }), of({ severity: 'limited' })].map(
          (one) => one?.withinMinutes ?? NaN,
        );
        expect([...minutes].sort((a, b) => a - b)).toEqual(minutes);
        expect(of({ urgency: 'urgent' })?.withinMinutes).toBeLessThanOrEqual(of({ urgency: 'notUrgent' })?.withinMinutes ?? NaN);
        expect(of({ severity: 'lifeThreatening' })?.response).toBe('IMMEDIATE');
      }),
    );
  });
});
