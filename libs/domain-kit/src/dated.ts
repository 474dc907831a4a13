import { belgianDay } from './numbers';
import type { Instant } from './time';

/** A rule of law or practice with the Belgian day (`YYYY-MM-DD`) it holds from: a new rule is added, an old one is never changed. */
export interface Dated {
  from: string;
}

/** Of these rules the newest that holds at a moment; undefined before the first. */
export function ruleAt<T extends Dated>(rules: readonly T[], at: Instant): T | undefined {
  const day = belgianDay(at);
  let found: T | undefined;
  for (const rule of rules) if (rule.from <= day && (found === undefined || rule.from >= found.from)) found = rule;
  return found;
}

/** Is this a Belgian day, `YYYY-MM-DD`? For reading configuration. */
export const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
