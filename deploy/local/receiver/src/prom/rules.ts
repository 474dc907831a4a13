import { parse } from 'yaml';
import { type Expression, parseQuery } from './parse';

/** One alert rule of a Prometheus rule file, ready to be evaluated. */
export interface Rule {
  name: string;
  query: string;
  expression: Expression;
  /** How long it must hold before it is told, in milliseconds. */
  forMs: number;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface Written {
  groups?: {
    rules?: { alert?: string; expr: string; for?: string; labels?: Record<string, string>; annotations?: Record<string, string> }[];
  }[];
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };
const durationOf = (text = '0s'): number => {
  const [, amount, unit] = /^(\d+)(ms|[smhd])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`"${text}" is no duration such as 5m`);
  return Number(amount) * (units[unit] ?? 1);
};

/** Ranges of a query, `[5m]`, made shorter or longer. */
const scaled = (query: string, scale: number): string =>
  query.replace(/\[(\d+(?:ms|[smhd]))\]/g, (_all, range: string) => `[${Math.max(1, Math.round(durationOf(range) * scale))}ms]`);

/**
 * The alert rules of a Prometheus rule file: the same file both read. `scale` shortens ranges and waits, so that a trial need not
 * wait the minutes production does; 1 is as written. Throws when a rule uses what this receiver does not understand.
 */
export const readRules = (text: string, scale = 1): Rule[] =>
  ((parse(text) as Written).groups ?? []).flatMap(({ rules = [] }) =>
    rules.flatMap(({ alert, expr, for: wait, labels = {}, annotations = {} }) => {
      if (alert === undefined) return [];
      const query = expr.trim();
      return [{ name: alert, query, expression: parseQuery(scaled(query, scale)), forMs: durationOf(wait) * scale, labels, annotations }];
    }),
  );
