import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { proposals, type Planning, type WijkFacts } from './presence';
import { isRules, proposedRules, rulesAt, type PresenceRules } from './presence-rules';

const rules = proposedRules[0] as PresenceRules;
const now = '2026-01-12T10:00:00.000Z';
const planning: Planning = { rules, now, day: '2026-01-13', seenKnown: true };
const quiet: WijkFacts = {
  wijkId: 'W1',
  waiting: [],
  pointsToVerify: 0,
  feelings: { now: { contacts: 0 }, before: { contacts: 0 } },
  nuisances: 0,
  calls: 0,
  lastSeen: now,
  moments: [],
};
const one = (parts: Partial<WijkFacts>, other: Partial<Planning> = {}) => proposals([{ ...quiet, ...parts }], { ...planning, ...other })[0];
const felt = (unsafe: number, safe: number) => ({ contacts: unsafe + safe, feelings: { safe, uneasy: 0, unsafe } });

describe('where to be tomorrow', () => {
  it('leaves out a wijk that nothing asks for', () => {
    expect(proposals([quiet], planning)).toEqual([]);
  });

  it('tells who waits too long apart from who must hear back by tomorrow, in Belgian days', () => {
    const waiting = ['2026-01-12T09:59:59.000Z', '2026-01-12T10:00:00.000Z', '2026-01-13T22:59:00.000Z', '2026-01-13T23:01:00.000Z'];
    expect(one({ waiting })?.reasons).toEqual([
      { reason: 'answerDue', count: 2, points: 4 },
      { reason: 'answerOverdue', count: 1, points: 3 },
    ]);
  });

  it('counts the days nobody of us was seen, and all that were looked back on where we never were', () => {
    expect(one({ lastSeen: '2025-12-29T22:30:00.000Z' })).toMatchObject({
      lastSeen: '2025-12-29',
      reasons: [{ reason: 'notSeen', count: 14 }],
    });
    const never = one({ lastSeen: undefined });
    expect(never?.reasons).toEqual([{ reason: 'notSeen', count: 30, points: 8 }]);
    expect(never).not.toHaveProperty('lastSeen');
  });

  it('claims nothing about being seen while no contact was ever recorded', () => {
    expect(one({ lastSeen: undefined }, { seenKnown: false })).toBeUndefined();
  });

  it('weighs how people feel only where enough were asked, now and before', () => {
    expect(one({ feelings: { now: felt(3, 2), before: felt(1, 4) } })?.reasons).toEqual([
      { reason: 'feltUnsafe', count: 60, points: 6, asked: 5 },
      { reason: 'feltWorse', count: 40, points: 6, asked: 5 },
    ]);
    expect(one({ feelings: { now: { contacts: 4 }, before: felt(0, 5) } })).toBeUndefined();
    expect(one({ feelings: { now: felt(1, 4), before: felt(5, 0) } })?.reasons.map(({ reason }) => reason)).toEqual(['feltUnsafe']);
  });

  it('names a part of the day only where enough is known and one part stands out; a night goes on after midnight', () => {
    const at = (...hours: number[]) => hours.map((hour) => `2026-01-10T${String(hour).padStart(2, '0')}:00:00.000Z`);
    expect(one({ nuisances: 5, moments: at(1, 2, 22, 9, 14) })?.daypart).toBe('night');
    expect(one({ nuisances: 5, moments: at(18, 19, 20, 9) })).not.toHaveProperty('daypart');
    expect(one({ nuisances: 5, moments: at(18, 19, 9, 10, 14) })).not.toHaveProperty('daypart');
  });

  it('puts what weighs most first, and the same facts always in the same order', () => {
    const facts = [
      { ...quiet, wijkId: 'B', nuisances: 2 },
      { ...quiet, wijkId: 'C', nuisances: 4 },
      { ...quiet, wijkId: 'A', nuisances: 2 },
    ];
    expect(proposals(facts, planning).map(({ wijkId }) => wijkId)).toEqual(['C', 'A', 'B']);
    expect(proposals([...facts].reverse(), planning)).toEqual(proposals(facts, planning));
  });

  it('adds up to its reasons, never above what one may weigh, and more of anything never weighs less', () => {
    const amounts = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(50), fc.nat(200));
    const of = ([overdue = 0, pointsToVerify = 0, nuisances = 0, calls = 0]: readonly number[]) =>
      one({ pointsToVerify, nuisances, calls, waiting: Array<string>(overdue).fill('2026-01-01T00:00:00.000Z') });
    fc.assert(
      fc.property(amounts, amounts, (some, more) => {
        const { points, reasons } = of(some.map((amount, at) => amount + (more[at] ?? 0))) ?? { points: 0, reasons: [] };
        expect(points).toBeGreaterThanOrEqual(of(some)?.points ?? 0);
        for (const told of reasons) expect(told.points).toBeLessThanOrEqual(rules.weights[told.reason].most);
        expect(points).toBe(reasons.reduce((all, told) => all + told.points, 0));
      }),
    );
  });
});

describe('the rules of a zone', () => {
  it('hold from their day, and before the first those proposed do', () => {
    const own = { ...rules, from: '2026-03-01', lookBackDays: 60 };
    expect(rulesAt([own], '2026-02-01T12:00:00.000Z')).toBe(rules);
    expect(rulesAt([rules, own], '2026-03-01T12:00:00.000Z')).toBe(own);
  });

  it('are refused when something is missing, unknown or no count', () => {
    expect(isRules(rules)).toBe(true);
    expect(isRules({ ...rules, lookBackDays: 0 })).toBe(false);
    expect(isRules({ ...rules, dayparts: { ...rules.dayparts, night: '25:00' } })).toBe(false);
    expect(isRules({ ...rules, dayparts: { ...rules.dayparts, night: rules.dayparts.evening } })).toBe(false);
    expect(isRules({ ...rules, weights: { ...rules.weights, robbery: rules.weights.calls } })).toBe(false);
    const { calls: _, ...fewer } = rules.weights;
    expect(isRules({ ...rules, weights: fewer })).toBe(false);
    expect(isRules(undefined)).toBe(false);
  });
});
