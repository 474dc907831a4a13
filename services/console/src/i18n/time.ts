/** Times as people here read them: 24 h, Europe/Brussels, dates with their weekday. Instants come in as RFC 3339. */
const zone = 'Europe/Brussels';
const tags: Record<string, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' };
const tagOf = (language: string): string => tags[language] ?? 'nl-BE';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tagOf(language), { timeZone: zone, hourCycle: 'h23', ...options });
  formats.set(key, known);
  return known;
}

/** `14:02` */
export const clockTime = (instant: string | number, language: string): string =>
  format(language, 'clock', { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

/** `zondag 22 november` */
export const dayName = (instant: string | number, language: string): string =>
  format(language, 'dayName', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(instant));

/** `zondag 22 november` within a sentence: no line begins with the month, and French says `1er`. */
export const heldDayName = (instant: string | number, language: string): string =>
  dayName(instant, language)
    .replace(/ 1 /, language === 'fr' ? ' 1er ' : ' 1 ')
    .replace(/(\d+\S*) /, '$1\u00a0');

/** `zondag`; 1 is Monday. */
export const weekdayName = (day: number, language: string): string =>
  // Monday 5 January 2026: only the name of the day is shown.
  format(language, 'weekday', { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + day));

/** `zondag 22 november 2026 om 14:02`: for hover and for screen readers. */
export const fullTime = (instant: string | number, language: string): string =>
  format(language, 'full', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );

/** `14:02` today, else `zo 22 nov. 14:02`; of another year with that year. */
export function shortTime(instant: string | number, language: string, now: number): string {
  const day = format(language, 'day', { day: 'numeric', month: 'numeric', year: 'numeric' });
  if (day.format(new Date(instant)) === day.format(now)) return clockTime(instant, language);
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const year = format(language, 'year', { year: 'numeric' });
  if (year.format(new Date(instant)) === year.format(now)) return format(language, 'short', options).format(new Date(instant));
  return format(language, 'long', { ...options, year: 'numeric' }).format(new Date(instant));
}

/** `zo 22 nov. 2026, 14:02:09`: where it must be exact, also on paper and years from now. */
export const exactTime = (instant: string | number, language: string): string =>
  format(language, 'exact', {
    ...({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
  }).format(new Date(instant));

/** A moment in words of a sentence: `om 14:02` of today needs another word before it than `op zo 22 nov. 14:02`. */
export function momentOf(instant: string | number, language: string, now: number): { time: string; today: boolean } {
  const time = shortTime(instant, language, now);
  return { time, today: time === clockTime(instant, language) };
}

export type Age = { unit: 'now' } | { unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months'; count: number };

/** How old something is, in the largest unit that says enough. A moment in the near future counts as now: clocks differ. */
export function ageOf(instant: string, now: number): Age {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return { unit: 'now' };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { unit: 'hours', count: hours };
  const days = Math.floor(hours / 24);
  if (days < 7) return { unit: 'days', count: days };
  if (days < 60) return { unit: 'weeks', count: Math.floor(days / 7) };
  return { unit: 'months', count: Math.floor(days / 30) };
}

/** Value of a `datetime-local` input for an instant, in the zone's own time. */
export function toLocalInput(instant: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
  // A year is written with four digits, also the year 2 that a field holds while its year is being typed.
  return parts.replace(' ', 'T').padStart(16, '0');
}

/**
 * The instant of a `datetime-local` value meant in Brussels time; undefined when it is not a moment. A browser gives the year 0002
 * while 2026 is being typed: nobody means that one.
 */
export function fromLocalInput(local: string): string | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)) return undefined;
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // Two rounds settle the offset around a change of clocks.
  let guess = asUtc;
  for (let round = 0; round < 2; round += 1) guess = asUtc - (Date.parse(`${toLocalInput(new Date(guess).toISOString())}:00Z`) - guess);
  return new Date(guess).toISOString();
}
