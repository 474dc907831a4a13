import { attributes, list, type Loose, micros, number, object, string, type Value } from './read';

export type Labels = Readonly<Record<string, string>>;
/** One value of one series, under the name Prometheus gives it. `at` in milliseconds. */
export interface Point {
  name: string;
  labels: Labels;
  at: number;
  value: number;
}

const labelName = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');
const labelsOf = (values: Record<string, Value>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [labelName(name), String(value)]));

const unitSuffix: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes', '1': '_ratio', ms: '_milliseconds' };

/** The name OpenTelemetry's Prometheus compatibility rules give: dots to underscores, unit, `_total` for counters. */
const seriesName = (metric: Loose, isCounter: boolean): string => {
  const base = labelName(string(metric['name']));
  const suffix = unitSuffix[string(metric['unit'])] ?? '';
  const withUnit = suffix !== '' && !base.endsWith(suffix) ? base + suffix : base;
  return isCounter && !withUnit.endsWith('_total') ? `${withUnit}_total` : withUnit;
};

const numberPoints = (points: unknown, name: string, common: Labels): Point[] =>
  list(points).flatMap((point) => {
    const value = number(point['asDouble']) ?? number(point['asInt']);
    const at = micros(point['timeUnixNano']);
    if (value === undefined || at === undefined) return [];
    return [{ name, labels: { ...common, ...labelsOf(attributes(point['attributes'])) }, at: Math.floor(at / 1000), value }];
  });

const histogramPoints = (points: unknown, name: string, common: Labels): Point[] =>
  list(points).flatMap((point) => {
    const at = micros(point['timeUnixNano']);
    const count = number(point['count']);
    if (at === undefined || count === undefined) return [];
    const labels = { ...common, ...labelsOf(attributes(point['attributes'])) };
    const base = { labels, at: Math.floor(at / 1000) };
    const bounds = Array.isArray(point['explicitBounds']) ? (point['explicitBounds'] as unknown[]) : [];
    const counts = Array.isArray(point['bucketCounts']) ? (point['bucketCounts'] as unknown[]) : [];
    let below = 0;
    const buckets = counts.map((one, index) => {
      below += number(one) ?? 0;
      const le = index < bounds.length ? String(bounds[index]) : '+Inf';
      return { ...base, name: `${name}_bucket`, labels: { ...labels, le }, value: below };
    });
    return [
      ...buckets,
      { ...base, name: `${name}_sum`, value: number(point['sum']) ?? 0 },
      { ...base, name: `${name}_count`, value: count },
    ];
  });

const cumulative = (data: Loose): boolean =>
  data['aggregationTemporality'] !== 1 && data['aggregationTemporality'] !== 'AGGREGATION_TEMPORALITY_DELTA';

const pointsOfMetric = (metric: Loose, common: Labels): Point[] => {
  const gauge = object(metric['gauge']);
  const sum = object(metric['sum']);
  const histogram = object(metric['histogram']);
  if (gauge['dataPoints']) return numberPoints(gauge['dataPoints'], seriesName(metric, false), common);
  // Deltas would need a memory of every sender; our services send cumulative values, others are told so by the rejected count.
  if (sum['dataPoints'])
    return cumulative(sum) ? numberPoints(sum['dataPoints'], seriesName(metric, sum['isMonotonic'] === true), common) : [];
  if (histogram['dataPoints'] && cumulative(histogram)) return histogramPoints(histogram['dataPoints'], seriesName(metric, false), common);
  return [];
};

/** The points of an ExportMetricsServiceRequest, flattened to Prometheus series, and how many metrics had none. */
export const pointsOf = (request: Loose): { points: Point[]; rejected: number } => {
  const points: Point[] = [];
  let rejected = 0;
  for (const resourceMetrics of list(request['resourceMetrics'])) {
    const about = attributes(object(resourceMetrics['resource'])['attributes']);
    const common = labelsOf({
      'service.name': about['service.name'] ?? 'unknown',
      'service.instance.id': about['service.instance.id'] ?? '',
    });
    for (const metric of list(resourceMetrics['scopeMetrics']).flatMap((scope) => list(scope['metrics']))) {
      const found = pointsOfMetric(metric, common);
      if (found.length === 0) rejected++;
      points.push(...found);
    }
  }
  return { points, rejected };
};
