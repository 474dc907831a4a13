import { describe, expect, it } from '@jest/globals';
import { ageOf, clockTime, exactTime, fromLocalInput, fullTime, heldDayName, momentOf, shortTime, toLocalInput, weekdayName } from './time';

const winter = '2026-01-12T13:02:00.000Z';
const summer = '2026-07-12T12:02:00.000Z';

describe('times', () => {
  it('are 24 h in Brussels, summer and winter', () => {
    expect(clockTime(winter, 'nl')).toBe('14:02');
    expect(clockTime(summer, 'fr')).toBe('14:02');
  });

  it('have their weekday when not of today', () => {
    const now = Date.parse('2026-01-14T09:00:00.000Z');
    expect(shortTime(winter, 'nl', now)).toMatch(/^ma.* 12 jan.*14:02$/);
    expect(shortTime('2026-01-14T07:30:00.000Z', 'nl', now)).toBe('08:30');
    expect(fullTime(winter, 'fr')).toMatch(/lundi 12 janvier 2026.*14:02/);
  });

  it('have a day that holds together in a sentence, and in French a first of the month', () => {
    expect(heldDayName(winter, 'nl')).toBe('maandag 12\u00a0januari');
    expect(heldDayName('2026-01-01T10:00:00.000Z', 'fr')).toBe('jeudi 1er\u00a0janvier');
    expect(heldDayName('2026-01-01T10:00:00.000Z', 'nl')).toBe('donderdag 1\u00a0januari');
  });

  it('know the days of the week by their number', () => {
    expect([1, 7].map((day) => weekdayName(day, 'nl'))).toEqual(['maandag', 'zondag']);
  });

  it('know whether they are of today, for the word that stands before them', () => {
    expect(momentOf(winter, 'nl', Date.parse('2026-01-12T20:00:00.000Z'))).toEqual({ time: '14:02', today: true });
    expect(momentOf(winter, 'nl', Date.parse('2026-01-13T08:00:00.000Z'))).toMatchObject({ today: false });
  });

  it('are exact where an account is kept: with date, year and seconds, whatever the day', () => {
    expect(exactTime('2026-01-12T13:02:09.000Z', 'nl')).toMatch(/^ma.* 12 jan.* 2026.*14:02:09$/);
  });

  it('have their year when not of this one', () => {
    expect(shortTime(winter, 'nl', Date.parse('2027-02-01T09:00:00.000Z'))).toMatch(/^ma.* 12 jan.* 2026.*14:02$/);
  });

  it.each([
    ['2026-01-12T13:02:00.000Z', { unit: 'now' }],
    ['2026-01-12T13:02:30.000Z', { unit: 'now' }],
    ['2026-01-12T12:57:00.000Z', { unit: 'minutes', count: 5 }],
    ['2026-01-12T10:02:00.000Z', { unit: 'hours', count: 3 }],
    ['2026-01-09T10:02:00.000Z', { unit: 'days', count: 3 }],
    ['2025-12-20T10:02:00.000Z', { unit: 'weeks', count: 3 }],
    ['2025-10-12T10:02:00.000Z', { unit: 'months', count: 3 }],
  ])('%s is that old', (instant, age) => {
    expect(ageOf(instant, Date.parse(winter))).toEqual(age);
  });

  it('go into a field and come back the same, also around the change of clocks', () => {
    for (const instant of [winter, summer, '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z', '2026-10-25T02:30:00.000Z']) {
      expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
    }
    expect(fromLocalInput('geen moment')).toBeUndefined();
    expect(toLocalInput('0002-01-12T13:02:00.000Z')).toMatch(/^0002-01-12T/);
    expect(fromLocalInput('0002-01-12T14:02')).toBeUndefined();
  });
});
