import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellCentre, cellOf, rounded } from './cell';
import { distanceMetres, distanceToSegmentMetres } from './distance';

const place = fc.tuple(fc.double({ min: 2.5, max: 6.4, noNaN: true }), fc.double({ min: 49.5, max: 51.5, noNaN: true }));

describe('distances', () => {
  it('Brussels to Ghent is fifty kilometres', () => {
    expect(distanceMetres([4.3517, 50.8466], [3.7219, 51.0538]) / 1000).toBeCloseTo(49.8, 0);
  });
  it('are symmetric, zero to itself and keep the triangle (property)', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distanceMetres(a, a)).toBe(0);
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
        expect(distanceMetres(a, c)).toBeLessThanOrEqual(distanceMetres(a, b) + distanceMetres(b, c) + 1e-6);
      }),
      { numRuns: 1000 },
    );
  });
  it('to a segment are to its nearest point', () => {
    expect(distanceToSegmentMetres([4, 51], [4.001, 50.999], [4.001, 51.001])).toBeCloseTo(distanceMetres([4, 51], [4.001, 51]), 1);
    expect(distanceToSegmentMetres([4, 51], [4.001, 51], [4.001, 51])).toBeCloseTo(distanceMetres([4, 51], [4.001, 51]), 1);
  });
});

describe('cells', () => {
  it('round a place and never give minus zero', () => {
    expect(rounded([4.123456789, -0.000001], 5)).toEqual([4.12346, 0]);
  });
  it('places of one cell share its centre and lie within its diagonal (property)', () => {
    fc.assert(
      fc.property(place, fc.constantFrom(50, 100, 500, 1000), (point, metres) => {
        const centre = cellCentre(point, metres);
        expect(cellOf(centre, metres)).toBe(cellOf(point, metres));
        expect(distanceMetres(point, centre)).toBeLessThan(metres * 0.75);
      }),
      { numRuns: 1000 },
    );
  });
  it('refuse a size that is none', () => expect(() => cellOf([4, 51], 0)).toThrow(RangeError));
});
