import { belgianDay } from './numbers';
import { instant, millis, type Instant } from './time';

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Brussels',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Weekday (1 is Monday, 7 Sunday) and time of day (`HH:MM`) in Belgium at a moment. */
export function belgianClock(at: Instant): { day: number; time: string } {
  const parts = new Map(clock.formatToParts(millis(at)).map(({ type, value }) => [type, value]));
  return { day: weekdays.indexOf(parts.get('weekday') ?? '') + 1, time: `${parts.get('hour')}:${parts.get('minute')}` };
}

const dayMs = 86_400_000;

/** So many days after a day of the calendar (`YYYY-MM-DD`), however long the days between are. */
export const plusDays = (day: string, days: number): string => instant(Date.parse(day) + days * dayMs).slice(0, 10);

/** The moment a day begins in Belgium: an hour before midnight UTC, in summer two. */
export function belgianMidnight(day: string): Instant {
  const summer = instant(Date.parse(day) - 2 * 3_600_000);
  return belgianDay(summer) === day ? summer : plusHour(summer);
}
const plusHour = (at: Instant): Instant => instant(millis(at) + 3_600_000);
