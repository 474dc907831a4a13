import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ring } from './ring';

describe('Ring', () => {
  it('gives what a plain list would, and says gone for what it forgot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.nat(5),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
        (most, floor, steps) => {
          const ring = new Ring(most, floor);
          const all: number[] = [];
          let sequence = floor;
          for (const step of steps) {
            sequence += step;
            if (ring.add({ sequence })) all.push(sequence);
          }
          const kept = all.slice(-most);
          const lowest = all.length > most ? (all[all.length - most - 1] as number) : floor;
          expect(ring.lowest).toBe(lowest);
          expect(ring.last).toBe(all.at(-1) ?? floor);
          for (let after = 0; after <= sequence + 1; after++) {
            const expected = after < lowest ? 'gone' : kept.find((one) => one > after);
            const got = ring.next(after);
            expect(got === 'gone' ? got : got?.sequence).toBe(expected);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
