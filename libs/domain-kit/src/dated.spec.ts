import { describe, expect, it } from '@jest/globals';
import { isDay, ruleAt } from './index';

const rules = [
  { from: '2026-03-01', minutes: 10 },
  { from: '2026-01-01', minutes: 15 },
];

describe('dated rules', () => {
  it('the newest that holds on the Belgian day counts, in whatever order they are written', () => {
    expect(ruleAt(rules, '2025-12-31T22:59:59.999Z')).toBeUndefined();
    expect(ruleAt(rules, '2025-12-31T23:00:00.000Z')?.minutes).toBe(15);
    expect(ruleAt(rules, '2026-02-28T22:59:59.999Z')?.minutes).toBe(15);
    expect(ruleAt(rules, '2026-02-28T23:00:00.000Z')?.minutes).toBe(10);
  });

  it('a day is a day', () => {
    expect([isDay('2026-01-01'), isDay('1 january'), isDay(20260101)]).toEqual([true, false, false]);
  });
});
