import { BadRequest } from '../http';
import type { Labels } from '../otlp/points';
import type { MetricStore, Series } from '../store/metric-store';
import type { Comparison, Expression, Matcher } from './parse';

export interface Sample {
  labels: Labels;
  value: number;
}

/** Prometheus looks back five minutes for the present value of a series. */
const lookbackMs = 300_000;
export type SeriesReader = Pick<MetricStore, 'series'>;

/** How far before a moment an expression reads, in milliseconds. */
export const lookbackOf = (expression: Expression): number =>
  expression.kind === 'selector' ? Math.max(expression.rangeMs ?? 0, lookbackMs) : lookbackOf(expression.of);

const holds: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

type Selector = Extract<Expression, { kind: 'selector' }>;

const matches = ({ op, value }: Matcher, found: string): boolean => {
  if (op === '=' || op === '!=') return (found === value) === (op === '=');
  // The parser let only words, | and .* through: a stranger's regular expression could stall the process.
  const parts = value.split('|').map((part) =>
    part
      .split(/\.[*+]/)
      .map((plain) => plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );
  return new RegExp(`^(?:${parts.join('|')})$`).test(found) === (op === '=~');
};

const fitsAll =
  (matchers: readonly Matcher[]) =>
  (labels: Labels): boolean =>
    matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? ''));

/** Growth between the first and last point; a value that fell is a restart and counts from zero. */
const growth = (points: Series['points']): number =>
  points.reduce((sum, { value }, at) => {
    const before = points[at - 1]?.value;
    return before === undefined ? sum : sum + (value >= before ? value - before : value);
  }, 0);

/** Evaluates at one moment. `read` answers the series of a selector between two moments. */
export class Evaluator {
  constructor(private readonly store: SeriesReader) {}

  at(expression: Expression, time: number): Sample[] {
    switch (expression.kind) {
      case 'selector':
        return this.instant(expression, time);
      case 'rate':
      case 'increase':
        return this.grown(expression.of as Selector, time, expression.kind === 'rate');
      case 'aggregate':
        return aggregate(this.at(expression.of, time), expression);
      case 'compare':
        return this.at(expression.of, time).filter(({ value }) => holds[expression.op](value, expression.with));
      case 'quantile':
        return quantiles(this.at(expression.of, time), expression.q);
    }
  }

  private instant(selector: Selector, time: number): Sample[] {
    if (selector.rangeMs !== undefined) throw new BadRequest('a range such as [5m] belongs inside rate or increase');
    const found = this.store.series(selector.name, time - lookbackMs, time, fitsAll(selector.matchers));
    return found.map(({ labels, points }) => ({
      labels: { __name__: selector.name, ...labels },
      value: points[points.length - 1]?.value ?? NaN,
    }));
  }

  private grown(selector: Selector, time: number, perSecond: boolean): Sample[] {
    const rangeMs = selector.rangeMs ?? lookbackMs;
    const found = this.store.series(selector.name, time - rangeMs, time, fitsAll(selector.matchers));
    return found.flatMap(({ labels, points }) => {
      const grown = extrapolated(points, { from: time - rangeMs, to: time });
      return grown === undefined ? [] : [{ labels, value: perSecond ? grown / (rangeMs / 1000) : grown }];
    });
  }
}

/**
 * Growth over a range as Prometheus has it: carried on to the range's ends only where the points come near them, and never to
 * below zero at the beginning, so that a counter ten seconds old has not counted an hour.
 */
const extrapolated = (points: Series['points'], range: { from: number; to: number }): number | undefined => {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || last.at <= first.at) return undefined;
  const span = last.at - first.at;
  const usual = span / (points.length - 1);
  const grown = growth(points);
  const near = (gap: number): number => (gap < usual * 1.1 ? gap : usual / 2);
  const toZero = grown > 0 ? span * (first.value / grown) : Infinity;
  return (grown * (span + Math.min(near(first.at - range.from), toZero) + near(range.to - last.at))) / span;
};

const groups = (samples: readonly Sample[], by: (labels: Labels) => Labels): { labels: Labels; members: Sample[] }[] => {
  const found = new Map<string, { labels: Labels; members: Sample[] }>();
  for (const sample of samples) {
    const labels = by(sample.labels);
    const key = JSON.stringify(Object.entries(labels).sort());
    const group = found.get(key) ?? { labels, members: [] };
    group.members.push(sample);
    found.set(key, group);
  }
  return [...found.values()];
};

const operations: Readonly<Record<Extract<Expression, { kind: 'aggregate' }>['op'], (values: number[]) => number>> = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  avg: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  max: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity),
  min: (values) => values.reduce((a, b) => Math.min(a, b), Infinity),
  count: (values) => values.length,
};

const aggregate = (samples: readonly Sample[], { op, by = [] }: Extract<Expression, { kind: 'aggregate' }>): Sample[] => {
  const kept = (labels: Labels): Labels =>
    Object.fromEntries(by.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
  return groups(samples, kept).map(({ labels, members }) => ({ labels, value: operations[op](members.map(({ value }) => value)) }));
};

const withoutLe = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => name !== 'le' && name !== '__name__'));

interface Bucket {
  le: number;
  count: number;
}

const within = (rank: number, below: Bucket, bucket: Bucket): number => {
  const width = bucket.count - below.count;
  return width <= 0 ? bucket.le : below.le + ((bucket.le - below.le) * (rank - below.count)) / width;
};

/** Linear within the bucket, as Prometheus does; above the last bound the answer is that bound. */
const quantileOf = (q: number, unordered: readonly Bucket[]): number => {
  const buckets = [...unordered].sort((a, b) => a.le - b.le);
  const [highest, lastBound] = [buckets[buckets.length - 1], buckets[buckets.length - 2]];
  if (!highest || !lastBound || highest.count === 0) return NaN;
  const rank = q * highest.count;
  const at = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[at] ?? highest;
  return bucket.le === Infinity ? lastBound.le : within(rank, buckets[at - 1] ?? { le: 0, count: 0 }, bucket);
};

const quantiles = (samples: readonly Sample[], q: number): Sample[] =>
  groups(samples, withoutLe).map(({ labels, members }) => {
    const buckets = members.map((one) => ({ le: one.labels['le'] === '+Inf' ? Infinity : Number(one.labels['le']), count: one.value }));
    return {
      labels,
      value: quantileOf(
        q,
        buckets.filter(({ le }) => !Number.isNaN(le)),
      ),
    };
  });
