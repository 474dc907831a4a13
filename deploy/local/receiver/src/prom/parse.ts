import { BadRequest } from '../http';

export type Matcher = { label: string; op: '=' | '!=' | '=~' | '!~'; value: string };
export type Comparison = '>' | '>=' | '<' | '<=' | '==' | '!=';
export type Expression =
  | { kind: 'selector'; name: string; matchers: Matcher[]; rangeMs?: number }
  | { kind: 'rate' | 'increase'; of: Expression }
  | { kind: 'quantile'; q: number; of: Expression }
  | { kind: 'compare'; op: Comparison; with: number; of: Expression }
  | { kind: 'aggregate'; op: 'sum' | 'avg' | 'max' | 'min' | 'count'; by: string[] | undefined; of: Expression };

const token =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\[\d+(?:ms|[smhd])\])|([A-Za-z_:][A-Za-z0-9_:]*)|(\d+(?:\.\d+)?)|(=~|!~|!=|>=|<=|==|[(){},=<>]))/y;
const comparisons = ['>', '>=', '<', '<=', '==', '!='] as const;
const aggregates = ['sum', 'avg', 'max', 'min', 'count'] as const;
const understood =
  'this receiver reads selectors, rate, increase, sum/avg/max/min/count by (…) histogram_quantile and a comparison with a number; ask a Prometheus for more';
const plainPattern = /^[A-Za-z0-9_.*+|{}$:/-]{0,200}$/;
const rangeUnits: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

const tokens = (text: string): string[] => {
  const found: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const match = token.exec(text);
    if (!match) throw new BadRequest(`not understood near the end of "${text.slice(0, 80)}": ${understood}`);
    found.push(match[0].trim());
  }
  return found;
};

/** Reads the part of PromQL that our own dashboards use, and refuses the rest by name. */
class Parser {
  private at = 0;
  constructor(private readonly words: readonly string[]) {}

  whole(): Expression {
    const found = this.expression();
    if (this.at < this.words.length) throw new BadRequest(`"${this.words[this.at]}" is not understood here: ${understood}`);
    return found;
  }

  private next(expected?: string): string {
    const word = this.words[this.at++];
    if (word === undefined || (expected !== undefined && word !== expected))
      throw new BadRequest(`expected ${expected ?? 'more'}: ${understood}`);
    return word;
  }

  private expression(): Expression {
    const of = this.operand();
    const op = comparisons.find((one) => one === this.words[this.at]);
    if (!op) return of;
    this.at++;
    const value = this.next();
    if (!/^\d/.test(value)) throw new BadRequest(`after ${op} comes a number: ${understood}`);
    return { kind: 'compare', op, with: Number(value), of };
  }

  private operand(): Expression {
    const word = this.next();
    const op = aggregates.find((one) => one === word);
    if (op) return this.aggregate(op);
    if (word === 'rate' || word === 'increase') return { kind: word, of: this.ranged(word) };
    if (word === 'histogram_quantile') return this.quantile();
    if (!/^[A-Za-z_:]/.test(word) || this.words[this.at] === '(') throw new BadRequest(`"${word}" is not understood: ${understood}`);
    return this.selector(word);
  }

  private aggregate(op: (typeof aggregates)[number]): Expression {
    const before = this.grouping();
    this.next('(');
    const of = this.expression();
    this.next(')');
    return { kind: 'aggregate', op, by: before ?? this.grouping(), of };
  }

  private grouping(): string[] | undefined {
    if (this.words[this.at] !== 'by') return undefined;
    this.at++;
    this.next('(');
    const labels: string[] = [];
    for (let word = this.next(); word !== ')'; word = this.next()) if (word !== ',') labels.push(word);
    return labels;
  }

  private ranged(name: string): Expression {
    this.next('(');
    const of = this.expression();
    this.next(')');
    if (of.kind !== 'selector' || of.rangeMs === undefined) throw new BadRequest(`${name} needs a selector with a range such as [5m]`);
    return of;
  }

  private quantile(): Expression {
    this.next('(');
    const q = Number(this.next());
    if (!(q >= 0 && q <= 1)) throw new BadRequest('the quantile must be a number from 0 to 1');
    this.next(',');
    const of = this.expression();
    this.next(')');
    return { kind: 'quantile', q, of };
  }

  private selector(name: string): Expression {
    const matchers = this.words[this.at] === '{' ? this.matchers() : [];
    const [, amount, unit] = /^\[(\d+)(ms|[smhd])\]$/.exec(this.words[this.at] ?? '') ?? [];
    if (amount === undefined || unit === undefined) return { kind: 'selector', name, matchers };
    this.at++;
    return { kind: 'selector', name, matchers, rangeMs: Number(amount) * (rangeUnits[unit] ?? 1) };
  }

  private matchers(): Matcher[] {
    this.next('{');
    const found: Matcher[] = [];
    for (let label = this.next(); label !== '}'; label = this.next()) {
      if (label === ',') continue;
      const op = this.next();
      if (op !== '=' && op !== '!=' && op !== '=~' && op !== '!~') throw new BadRequest(`"${op}" is no matcher`);
      const value = this.text(this.next());
      if (op.endsWith('~') && !plainPattern.test(value)) throw new BadRequest('this pattern is not understood: use words, | and .*');
      found.push({ label, op, value });
    }
    return found;
  }

  private text(word: string): string {
    try {
      return JSON.parse(word) as string;
    } catch {
      throw new BadRequest('a label value is a text in double quotes');
    }
  }
}

/** Parses a query; BadRequest says what is not understood. */
export const parseQuery = (text: string): Expression => {
  if (text.length > 2_000) throw new BadRequest('the query is too long');
  return new Parser(tokens(text)).whole();
};
