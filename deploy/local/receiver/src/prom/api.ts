import { type Answer, BadRequest, json } from '../http';
import { type MetricStore, pointsBetween, type Series } from '../store/metric-store';
import { Evaluator, lookbackOf, type Sample, type SeriesReader } from './evaluate';
import { parseQuery } from './parse';

const mostSteps = 11_000;
const text = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
const success = (data: unknown): Answer => json({ status: 'success', data });

/** Seconds since 1970, or RFC 3339, in milliseconds. */
const timeOf = (params: URLSearchParams, name: string, fallback?: number): number => {
  const given = params.get(name);
  const parsed = given === null || given === '' ? fallback : /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given);
  if (parsed === undefined || Number.isNaN(parsed)) throw new BadRequest(`${name} must be seconds since 1970 or an RFC 3339 time`);
  return parsed;
};

const stepOf = (params: URLSearchParams): number => {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(params.get('step') ?? '') ?? [];
  const stepMs = Number(amount) * ({ ms: 1, s: 1e3, m: 6e4, h: 3.6e6 }[unit] ?? 1e3);
  if (!(stepMs >= 1)) throw new BadRequest('step must be seconds or a duration such as 15s');
  return stepMs;
};

/** Reads each series from disk once for all steps of a range. */
const readOnce = (store: SeriesReader, from: number, to: number): SeriesReader => {
  const known = new Map<string, Series[]>();
  return {
    series: (name, first, last, fits) => {
      const all = known.get(name) ?? store.series(name, from, to, () => true);
      known.set(name, all);
      const within = all
        .filter(({ labels }) => fits(labels))
        .map(({ labels, points }) => ({ labels, points: pointsBetween(points, first, last) }));
      return within.filter(({ points }) => points.length > 0);
    },
  };
};

const instant = (evaluator: Evaluator, params: URLSearchParams, now: number): Answer => {
  const at = timeOf(params, 'time', now);
  const samples = evaluator.at(parseQuery(params.get('query') ?? ''), at);
  return success({
    resultType: 'vector',
    result: samples.map(({ labels, value }) => ({ metric: labels, value: [at / 1000, text(value)] })),
  });
};

const range = (store: SeriesReader, params: URLSearchParams): Answer => {
  const [start, end, stepMs] = [timeOf(params, 'start'), timeOf(params, 'end'), stepOf(params)];
  if (end < start || (end - start) / stepMs > mostSteps)
    throw new BadRequest(`between start and end lie more than ${mostSteps} steps, or none`);
  const expression = parseQuery(params.get('query') ?? '');
  const evaluator = new Evaluator(readOnce(store, start - lookbackOf(expression), end));
  const rows = new Map<string, { metric: Sample['labels']; values: [number, string][] }>();
  for (let at = start; at <= end; at += stepMs) {
    for (const { labels, value } of evaluator.at(expression, at)) {
      const key = JSON.stringify(Object.entries(labels).sort());
      const row = rows.get(key) ?? { metric: labels, values: [] };
      row.values.push([at / 1000, text(value)]);
      rows.set(key, row);
    }
  }
  return success({ resultType: 'matrix', result: [...rows.values()] });
};

/** Answers Prometheus' instant and range reads, or undefined when the path is none of them. */
export const prometheusApi =
  (store: MetricStore, now: () => number) =>
  (path: string, params: URLSearchParams): Answer | undefined => {
    if (path === '/api/v1/query') return instant(new Evaluator(store), params, now());
    if (path === '/api/v1/query_range') return range(store, params);
    if (path === '/api/v1/label/__name__/values') return success(store.names());
    // Grafana asks this to learn what it talks to.
    if (path === '/api/v1/status/buildinfo')
      return success({ version: '2.99.0-spil-receiver', revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' });
    return undefined;
  };
