import { describe, expect, it } from '@jest/globals';
import { foremost } from './foremost';

const wijk = (id: number, reason = 'nuisance') => ({ id, reasons: [{ reason }] });

describe('what stands on the sheet', () => {
  it('is all of it while it fits', () => {
    const few = [wijk(1), wijk(2)];
    expect(foremost(few)).toEqual({ first: few, unseen: [], rest: [] });
  });

  it('is what weighs most, and by name wherever else nobody of us was seen', () => {
    const many = Array.from({ length: 12 }, (_, at) => wijk(at, at === 11 ? 'notSeen' : 'calls'));
    const { first, unseen, rest } = foremost(many);
    expect(first.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(unseen.map(({ id }) => id)).toEqual([11]);
    expect(rest.map(({ id }) => id)).toEqual([8, 9, 10, 11]);
  });
});
