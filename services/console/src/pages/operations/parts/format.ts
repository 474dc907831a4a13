import type { ChartUnit } from '@spil/charts';

const numbers = new Map<string, Intl.NumberFormat>();
const tags: Record<string, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' };
function number(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  const known = numbers.get(key) ?? new Intl.NumberFormat(tags[language] ?? 'nl-BE', { maximumFractionDigits: digits });
  numbers.set(key, known);
  return known;
}
const digitsOf = (value: number): number => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** `850 µs`, `12,4 ms`, `1,2 s`, `3 min`, `2 u`: microseconds as people compare them. */
export function duration(microseconds: number, language: string): string {
  if (microseconds === 0) return '0';
  const steps: [limit: number, per: number, unit: string][] = [
    [1_000, 1, 'µs'],
    [1_000_000, 1_000, 'ms'],
    [120_000_000, 1_000_000, 's'],
    [7_200_000_000, 60_000_000, 'min'],
    [Infinity, 3_600_000_000, language === 'nl' ? 'u' : 'h'],
  ];
  const [, per, unit] = steps.find(([limit]) => Math.abs(microseconds) < limit) ?? steps[4] ?? [0, 1, 'µs'];
  const value = microseconds / per;
  return `${number(language, digitsOf(value)).format(value)}\u00a0${unit}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
function bytes(value: number, language: string): string {
  const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${number(language, 1).format(value / 1000 ** power)}\u00a0${byteUnits[power]}`;
}

/** A value in its unit; a dash for none. */
export function shown(value: number | null | undefined, unit: ChartUnit, language: string): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'seconds') return value === 0 ? `0\u00a0s` : duration(value * 1e6, language);
  if (unit === 'bytes') return bytes(value, language);
  if (unit === 'ratio') return `${number(language, 1).format(value * 100)}\u00a0%`;
  if (unit === 'perSecond') return `${number(language, 2).format(value)}\u00a0/s`;
  // increase() is an estimate between readings: half a note is no note.
  return number(language, 0).format(Math.round(value));
}

const brussels = (ms: number, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tags[language] ?? 'nl-BE', { timeZone: 'Europe/Brussels', hourCycle: 'h23', ...options }).format(ms);

/** `14:02:31` in Brussels: operators compare with log lines, which have seconds. Of another day than now: `wo 25 nov, 14:02:31`. */
export function preciseTime(ms: number, language: string, now: number): string {
  const day = (at: number): string => brussels(at, language, { dateStyle: 'short' });
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  if (day(ms) === day(now)) return brussels(ms, language, clock);
  return brussels(ms, language, { weekday: 'short', day: 'numeric', month: 'short', ...clock });
}

const quarter = 900;
const day = 86_400;

/** Below a plot of so many seconds: with seconds where those tell ticks apart, with the day where the hour does not. */
export function tickTime(ms: number, language: string, span: number): string {
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (span < quarter) return brussels(ms, language, { ...clock, second: '2-digit' });
  return brussels(ms, language, span > day ? { weekday: 'short', ...clock } : clock);
}
