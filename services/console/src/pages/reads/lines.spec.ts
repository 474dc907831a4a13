import { describe, expect, it } from '@jest/globals';
import { parted, type Line } from './lines';

const line = (seq: number, at: string, parts: Partial<Line> = {}): Line => ({
  ...{ seq, at, service: 'wijk', actor: 'inspector-1', action: 'read-note', recordCategory: 'H1', subjectType: 'note' },
  ...{ decision: 'shown', rule: 'own-note', reason: 'wijk.read-note', legalBasis: 'wpa-44-1' },
  ...{ processingActivity: 'wijk.read-note', traceId: '' },
  ...parts,
});

describe('lines of several services', () => {
  it('stand together, newest first', () => {
    const { reads } = parted([
      line(1, '2026-01-12T09:00:00.000Z'),
      line(9, '2026-01-12T10:00:00.000Z', { service: 'gateway' }),
      line(2, '2026-01-12T09:00:00.000Z'),
    ]);
    expect(reads.map(({ seq }) => seq)).toEqual([9, 2, 1]);
  });

  it('one look at the log is told once, apart from the reads', () => {
    const look = (seq: number, traceId: string, parts: Partial<Line> = {}) =>
      line(seq, '2026-01-12T09:00:00.000Z', { subjectType: 'read-log', actor: 'auditor-1', traceId, ...parts });
    const gateway = { service: 'gateway' } as const;
    // Two looks, the second of which the gateway did not hear of; each logged for the note and its item.
    const { reads, looks } = parted([
      look(1, 'a'),
      look(2, 'a'),
      look(1, 'x', gateway),
      look(2, 'x', gateway),
      look(3, 'b'),
      line(4, '2026-01-12T09:05:00.000Z'),
    ]);
    expect([reads.length, looks.map(({ traceId }) => traceId)]).toEqual([1, ['b', 'a']]);
  });
});
