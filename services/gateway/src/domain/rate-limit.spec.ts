import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimit } from './rate-limit';

describe('RateLimit', () => {
  it('gives the burst, then the rate, and says when to come back', () => {
    const limit = new RateLimit({ perSecond: 2, burst: 3 });
    expect([1, 2, 3].map(() => limit.take('a', 0))).toEqual([0, 0, 0]);
    expect(limit.take('a', 0)).toBe(1);
    expect(limit.take('b', 0)).toBe(0);
    expect(limit.take('a', 500)).toBe(0);
    expect(limit.take('a', 500)).toBe(1);
  });

  it('never grants more than burst + rate × time, also when the clock goes back', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (deltas, perSecond, burst) => {
        const limit = new RateLimit({ perSecond, burst });
        let now = 0;
        let forward = 0;
        let granted = 0;
        for (const delta of deltas) {
          now += delta;
          forward += Math.max(0, delta);
          if (limit.take('x', now) === 0) granted++;
        }
        return granted <= burst + (forward / 1000) * perSecond + 1e-6;
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps a bounded number of keys', () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, 10);
    for (let i = 0; i < 1_000; i++) limit.take(`k${i}`, 0);
    expect(limit.take('k999', 0)).toBeGreaterThan(0);
    expect(limit.take('k0', 0)).toBe(0);
  });
});
