import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { belgianClock, belgianDay, belgianMidnight, instant, millis, plusDays } from './index';

it('tells weekday and time of day in Belgium, winter and summer, midnight included', () => {
  expect(belgianClock('2026-01-12T08:05:00.000Z')).toEqual({ day: 1, time: '09:05' });
  expect(belgianClock('2026-07-12T22:00:00.000Z')).toEqual({ day: 1, time: '00:00' });
  expect(belgianClock('2026-01-18T22:59:59.999Z')).toEqual({ day: 7, time: '23:59' });
});

it('finds where a day begins in Belgium, also around the change of clocks', () => {
  expect(['2026-01-12', '2026-07-12', '2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26'].map(belgianMidnight)).toEqual([
    '2026-01-11T23:00:00.000Z',
    '2026-07-11T22:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});

it('counts days by the calendar: each begins where the one before ends (property)', () => {
  const moments = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });
  fc.assert(
    fc.property(moments, (ms) => {
      const day = belgianDay(instant(ms));
      expect(millis(belgianMidnight(day))).toBeLessThanOrEqual(ms);
      expect(millis(belgianMidnight(plusDays(day, 1)))).toBeGreaterThan(ms);
    }),
  );
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
});
