import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BadRequest } from '../http';
import type { Series } from '../store/metric-store';
import { pointsBetween } from '../store/metric-store';
import { prometheusApi } from './api';
import { parseQuery } from './parse';

const minute = 60_000;
const at = 100 * minute;
const grows = (labels: Record<string, string>, perMinute: number): Series => ({
  labels,
  points: Array.from({ length: 100 }, (_, n) => ({ at: (n + 1) * minute, value: n * perMinute })),
});
const bucket = (service: string, le: string, perMinute: number) => grows({ service_name: service, le }, perMinute);
const known: Record<string, Series[]> = {
  published_total: [
    grows({ service_name: 'wijk', outcome: 'acknowledged' }, 60),
    grows({ service_name: 'intervention', outcome: 'acknowledged' }, 30),
  ],
  latency_seconds_bucket: [bucket('wijk', '0.1', 50), bucket('wijk', '0.5', 90), bucket('wijk', '+Inf', 100)],
  restarted_total: [
    {
      labels: {},
      points: [
        { at: at - 2 * minute, value: 100 },
        { at: at - minute, value: 5 },
        { at, value: 10 },
      ],
    },
  ],
};
const store = {
  series: (name: string, from: number, to: number, fits: (labels: Readonly<Record<string, string>>) => boolean) =>
    (known[name] ?? [])
      .filter(({ labels }) => fits(labels))
      .map(({ labels, points }) => ({ labels, points: pointsBetween(points, from, to) })),
  names: () => Object.keys(known),
} as unknown as Parameters<typeof prometheusApi>[0];
const ask = (query: string) => {
  const answer = prometheusApi(store, () => at)('/api/v1/query', new URLSearchParams({ query }));
  return (answer?.body as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } }).data.result;
};

describe('instant reads', () => {
  it('answer the present value of a selector, by labels', () => {
    expect(ask('published_total{service_name="wijk"}')).toEqual([
      { metric: { __name__: 'published_total', service_name: 'wijk', outcome: 'acknowledged' }, value: [at / 1000, '5940'] },
    ]);
    expect(ask('published_total{service_name=~"wijk|mediation"}')).toHaveLength(1);
    expect(ask('published_total{service_name!="wijk"}')).toHaveLength(1);
  });

  it('rate, increase, sum by', () => {
    expect(ask('rate(published_total{service_name="wijk"}[5m])')[0]?.value[1]).toBe('1');
    expect(ask('sum(rate(published_total[5m]))')).toEqual([{ metric: {}, value: [at / 1000, '1.5'] }]);
    expect(ask('sum by (service_name) (rate(published_total[5m]))').map(({ metric }) => metric)).toEqual([
      { service_name: 'wijk' },
      { service_name: 'intervention' },
    ]);
    expect(Number(ask('increase(restarted_total[5m])')[0]?.value[1])).toBeCloseTo((10 * (120 + 30)) / 120);
  });

  it('histogram_quantile is linear within the bucket', () => {
    const p = (q: number) => Number(ask(`histogram_quantile(${q}, sum by (le) (rate(latency_seconds_bucket[5m])))`)[0]?.value[1]);
    expect(p(0.5)).toBeCloseTo(0.1);
    expect(p(0.7)).toBeCloseTo(0.3);
    expect(p(0.99)).toBe(0.5);
  });
});

describe('range reads', () => {
  it('answer every step', () => {
    const params = new URLSearchParams({
      query: 'sum(rate(published_total[5m]))',
      start: String(at / 1000 - 600),
      end: String(at / 1000),
      step: '60',
    });
    const answer = prometheusApi(store, () => at)('/api/v1/query_range', params);
    const { result } = (answer?.body as { data: { result: { values: [number, string][] }[] } }).data;
    expect(result[0]?.values).toHaveLength(11);
    expect(new Set(result[0]?.values.map(([, value]) => value))).toEqual(new Set(['1.5']));
  });
});

describe('our own dashboard', () => {
  interface Panel {
    targets?: { expr: string }[];
  }
  const file = join(process.cwd(), 'deploy/observability/grafana/dashboards/spil.json');
  const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: Panel[] };
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('asks nothing this receiver does not understand', () => {
    expect(queries.length).toBeGreaterThan(20);
    for (const query of queries) expect(() => parseQuery(query)).not.toThrow();
  });
});

describe('what is not understood', () => {
  it.each(['rate(x)', 'a + b', 'topk(5, a)', 'a{b="c"', 'sum by (', 'a offset 5m', '', 'histogram_quantile(2, a)', 'a{b=~"(a+)+$"}', '}{'])(
    '%s is refused by name',
    (query) => {
      expect(() => ask(query)).toThrow(BadRequest);
    },
  );

  it('ends every text in an expression or a refusal', () => {
    for (const query of ['a[5m]', '((((', 'sum(sum(sum(a)))', 'rate(rate(a[5m])[5m])']) {
      try {
        parseQuery(query);
      } catch (error) {
        expect(error).toBeInstanceOf(BadRequest);
      }
    }
  });
});
