import { expect, it } from '@jest/globals';
import { belgianClock } from './index';

it('tells weekday and time of day in Belgium, winter and summer, midnight included', () => {
  expect(belgianClock('2026-01-12T08:05:00.000Z')).toEqual({ day: 1, time: '09:05' });
  expect(belgianClock('2026-07-12T22:00:00.000Z')).toEqual({ day: 1, time: '00:00' });
  expect(belgianClock('2026-01-18T22:59:59.999Z')).toEqual({ day: 7, time: '23:59' });
});
