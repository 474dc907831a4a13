import { type Instant, millis } from './time';

const belgian = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar day in Belgium at this moment, `YYYY-MM-DD`: what people and yearly numbers mean by "today". */
export const belgianDay = (at: Instant): string => belgian.format(millis(at));

/** The year in Belgium at this moment: 23:30 UTC on 31 December belongs to the new year. */
export const belgianYear = (at: Instant): number => Number(belgianDay(at).slice(0, 4));

/** The number people quote, such as `101-2026-000001`. Six digits at least; more when a year has more than a million. */
export const quotedNumber = (series: string, year: number, count: number): string => `${series}-${year}-${String(count).padStart(6, '0')}`;
