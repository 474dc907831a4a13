import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { horizonOf, lookedOnce, tallyOf, together, type Line } from './lines';

const line = (seq: number, at: string, parts: Partial<Line> = {}): Line => ({
  ...{ seq, at, service: 'wijk', actor: 'inspector-1', action: 'read-note', recordCategory: 'H1', subjectType: 'note' },
  ...{ decision: 'shown', rule: 'own-note', reason: 'wijk.read-note', legalBasis: 'wpa-44-1' },
  ...{ processingActivity: 'wijk.read-note', traceId: '' },
  ...parts,
});
const second = (n: number): string => new Date(Date.UTC(2026, 0, 12, 9) + n * 1_000).toISOString();

describe('lines of several services', () => {
  it('stand together, newest first', () => {
    const lines = together([
      { lines: [line(2, second(0)), line(1, second(0))], more: false },
      { lines: [line(9, second(60), { service: 'gateway' })], more: false },
    ]);
    expect(lines.map(({ seq }) => seq)).toEqual([9, 2, 1]);
  });

  it('end where the first of those that have more ends: below it lines of it would be missing', () => {
    const told = [
      { lines: [line(8, second(50)), line(7, second(40))], more: true },
      { lines: [line(6, second(45)), line(5, second(30)), line(4, second(10))], more: true },
      { lines: [line(3, second(60)), line(2, second(41)), line(1, second(1))], more: false },
    ];
    expect(horizonOf(told)).toBe(second(40));
    expect(together(told).map(({ seq }) => seq)).toEqual([3, 8, 6, 2, 7]);
  });

  it('show all there is down to their end, and something wherever older ones are there', () => {
    const service = fc.array(fc.nat(500), { minLength: 1, maxLength: 20 }).map((all) => [...all].sort((a, b) => b - a));
    const told = fc.array(fc.tuple(service, fc.nat(20)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(told, (services) => {
        const all = services.flatMap(([moments]) => moments);
        const pages = services.map(([moments, loaded]) => ({
          lines: moments.slice(0, loaded + 1).map((n) => line(n + 1, second(n))),
          more: loaded + 1 < moments.length,
        }));
        const shown = together(pages).map(({ seq }) => seq - 1);
        const horizon = horizonOf(pages);
        expect(shown.length).toBeGreaterThan(0);
        // Of one moment some may stand on the next page; above it nothing is missing.
        const complete = all.filter((n) => horizon === undefined || second(n) > horizon).sort((a, b) => b - a);
        expect(shown.slice(0, complete.length)).toEqual(complete);
        if (horizon !== undefined) expect(shown.every((n) => second(n) >= horizon)).toBe(true);
      }),
    );
  });
});

describe('looks at the log', () => {
  const look = (seq: number, at: string, parts: Partial<Line> = {}) =>
    line(seq, at, { subjectType: 'read-log', actor: 'auditor-1', ...parts });

  it('are told once each, whichever services were asked and for how many names', () => {
    const gateway = { service: 'gateway' } as const;
    // The first look only the gateway heard of; of the last it did not hear.
    const looks = together([
      { lines: [look(9, second(600)), look(4, second(300)), look(3, second(300))], more: false },
      { lines: [look(2, second(302), gateway), look(1, second(0), gateway)], more: false },
      { lines: [look(5, second(301), { service: 'intervention', actor: 'auditor-2' })], more: false },
    ]);
    expect(lookedOnce(looks).map(({ at, actor }) => [at, actor])).toEqual([
      [second(600), 'auditor-1'],
      [second(302), 'auditor-1'],
      [second(301), 'auditor-2'],
      [second(0), 'auditor-1'],
    ]);
  });
});

describe('what lines add up to', () => {
  it('counts people who saw it; not who was refused, nor the resident and Spil itself as people', () => {
    const lines = [
      { actor: 'crew-1', decision: 'shown' },
      { actor: 'crew-1', decision: 'redacted' },
      { actor: 'crew-2', decision: 'denied' },
      { actor: 'resident', decision: 'shown' },
      { actor: 'service:wijk', decision: 'shown' },
    ] as const;
    expect(tallyOf(lines)).toEqual({ reads: 4, people: 1, byResident: true, bySpil: true, refused: 1 });
    expect(tallyOf(lines.slice(2, 3))).toEqual({ reads: 0, people: 0, byResident: false, bySpil: false, refused: 1 });
  });
});
