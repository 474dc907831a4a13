import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { belgianDay, belgianYear, quotedNumber } from './numbers';

describe('numbers people quote', () => {
  it('count by the Belgian year', () => {
    expect(belgianYear('2026-12-31T22:59:59.999Z')).toBe(2026);
    expect(belgianYear('2026-12-31T23:00:00.000Z')).toBe(2027);
    expect(belgianDay('2026-07-01T22:30:00.000Z')).toBe('2026-07-02');
  });

  it('are different for different counts and sort as they count, up to a million', () => {
    const count = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [first, second] = [quotedNumber('101', 2026, a), quotedNumber('101', 2026, b)];
        expect(first < second).toBe(a < b);
        expect(first === second).toBe(a === b);
        expect(first).toMatch(/^101-2026-\d{6}$/);
      }),
    );
  });
});
