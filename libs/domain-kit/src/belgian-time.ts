import { millis, type Instant } from './time';

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
