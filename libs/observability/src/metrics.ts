import type { HrTime } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import type { CollectionResult, MetricData } from '@opentelemetry/sdk-metrics';
import { type LabelsOf, metricTable, type NameOfKind } from './metric-table';
import { Metric } from './series';

export interface Observation {
  value: number;
  labels?: Readonly<Record<string, string | number>>;
}

const metrics = new Map<string, Metric>(Object.entries(metricTable).map(([name, declared]) => [name, new Metric(name, declared)]));
const readers = new Set<() => void>();
let active = false;

const now = (): HrTime => {
  const ms = Date.now();
  return [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
};

/** Adds to a counter of the table. Before `startTelemetry` nothing is kept. */
export const count = <N extends NameOfKind<'counter'>>(name: N, by = 1, labels?: LabelsOf<N>): void => {
  if (active) metrics.get(name)?.add(by, labels);
};

/** Records a duration in seconds. */
export const record = <N extends NameOfKind<'histogram'>>(name: N, seconds: number, labels?: LabelsOf<N>): void => {
  if (active) metrics.get(name)?.record(seconds, labels);
};

/** Has a histogram's series from the start, empty. */
export const begin = <N extends NameOfKind<'histogram'>>(name: N, labels?: LabelsOf<N>): void => {
  if (active) metrics.get(name)?.add(0, labels);
};

/** Sets a gauge to its present value. */
export const gauge = <N extends NameOfKind<'gauge'>>(name: N, value: number, labels?: LabelsOf<N>): void => {
  if (active) metrics.get(name)?.set(value, labels);
};

/** Runs `before` just before each export; the answer undoes it. */
export const beforeExport = (before: () => void): (() => void) => {
  readers.add(before);
  return () => void readers.delete(before);
};

/** Has a gauge read just before each export; the answer undoes it. */
export const observe = <N extends NameOfKind<'gauge'>>(name: N, read: () => number | readonly Observation[]): (() => void) =>
  beforeExport(() => {
    const found = read();
    const list: readonly Observation[] = typeof found === 'number' ? [{ value: found }] : found;
    for (const { value, labels } of list) metrics.get(name)?.set(value, labels);
  });

const readGauges = (): void => {
  for (const reader of readers) {
    try {
      reader();
    } catch {
      // The gauge keeps its last value; a failing reader must not cost the others theirs.
    }
  }
};

const collect = (): Promise<CollectionResult> => {
  readGauges();
  const at = now();
  const data = [...metrics.values()].flatMap((metric): MetricData[] => {
    const found = metric.collect(at);
    return found ? [found] : [];
  });
  const scopeMetrics = [{ scope: { name: 'spil' }, metrics: data }];
  return Promise.resolve({ resourceMetrics: { resource: emptyResource(), scopeMetrics }, errors: [] });
};

/** What the metric reader asks at every export. */
export const metricProducer = { collect };

/** From now on what is counted is kept. */
export const startMetrics = (): void => {
  const at = now();
  for (const metric of metrics.values()) metric.reset(at);
  active = true;
};

/** Forgets values and readers (a stopped telemetry keeps nothing). */
export const stopMetrics = (): void => {
  active = false;
  readers.clear();
};
