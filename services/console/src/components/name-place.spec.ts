import { describe, expect, it } from '@jest/globals';
import { widestOf } from './name-place';

const ring = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));

describe('where the name of a wijk stands', () => {
  it('in the middle of a square', () => {
    expect(widestOf([ring([0, 0], [100, 0], [100, 60], [0, 60])])).toEqual({ x: 50, y: 30, width: 100 });
  });

  it('inside a shape that leans, where the middle of its box is at its edge', () => {
    const leaning = ring([0, 0], [40, 0], [140, 100], [100, 100]);
    expect(widestOf([leaning])).toMatchObject({ x: 70, width: 40 });
  });

  it('in the wide part of a shape with a narrow waist, and never across a gap', () => {
    const waist = ring([0, 0], [100, 0], [100, 40], [55, 50], [100, 60], [100, 100], [0, 100], [0, 60], [45, 50], [0, 40]);
    const place = widestOf([waist]);
    expect(place?.width).toBeGreaterThan(80);
    const fork = ring([0, 0], [30, 0], [30, 90], [70, 90], [70, 0], [100, 0], [100, 100], [0, 100]);
    expect(widestOf([fork])?.width).toBe(30);
  });

  it('nowhere in a line or in nothing', () => {
    expect(widestOf([ring([0, 0], [50, 0])])).toBeUndefined();
    expect(widestOf([])).toBeUndefined();
  });
});
