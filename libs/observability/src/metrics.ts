import type { Attributes, Counter, Gauge, Histogram, Meter } from '@opentelemetry/api';
import { labelFits, withhold } from './allow-lists';
import { type LabelsOf, type MetricDeclaration, type MetricName, metricTable, type NameOfKind, secondsBuckets } from './metric-table';

export interface Observation {
  value: number;
  labels?: Readonly<Record<string, string | number>>;
}

interface Instruments {
  counters: Map<string, Counter>;
  gauges: Map<string, Gauge>;
  histograms: Map<string, Histogram>;
}

const none = (): Instruments => ({ counters: new Map(), gauges: new Map(), histograms: new Map() });
let instruments = none();
const readers = new Set<() => void>();

const checked = (name: MetricName, labels: Readonly<Record<string, string | number | undefined>> | undefined): Attributes => {
  const kept: Attributes = {};
  if (!labels) return kept;
  const allowed: readonly string[] = metricTable[name].labels;
  for (const key of Object.keys(labels)) {
    const value = labels[key];
    if (value === undefined) continue;
    if (allowed.includes(key) && labelFits(value)) kept[key] = value;
    else withhold('label', `${name}/${key}`);
  }
  return kept;
};

/** Adds to a counter of the table. Before `startTelemetry` nothing is kept. */
export const count = <N extends NameOfKind<'counter'>>(name: N, by = 1, labels?: LabelsOf<N>): void => {
  instruments.counters.get(name)?.add(by, checked(name, labels));
};

/** Records a duration in seconds. */
export const record = <N extends NameOfKind<'histogram'>>(name: N, seconds: number, labels?: LabelsOf<N>): void => {
  instruments.histograms.get(name)?.record(seconds, checked(name, labels));
};

/** Sets a gauge to its present value. */
export const gauge = <N extends NameOfKind<'gauge'>>(name: N, value: number, labels?: LabelsOf<N>): void => {
  instruments.gauges.get(name)?.record(value, checked(name, labels));
};

/** Runs `before` just before each export; the answer undoes it. */
export const beforeExport = (before: () => void): (() => void) => {
  readers.add(before);
  return () => void readers.delete(before);
};

/** Has a gauge read just before each export; the answer undoes it. */
export const observe = <N extends NameOfKind<'gauge'>>(name: N, read: () => number | readonly Observation[]): (() => void) => {
  const reader = (): void => {
    const found = read();
    const list: readonly Observation[] = typeof found === 'number' ? [{ value: found }] : found;
    for (const { value, labels } of list) instruments.gauges.get(name)?.record(value, checked(name, labels));
  };
  return beforeExport(reader);
};

/** Runs every registered gauge reader; the exporter calls it before it collects. A failing reader never stops the others. */
export const readGauges = (): void => {
  for (const reader of readers) {
    try {
      reader();
    } catch {
      // The gauge keeps its last value; its alert on age tells.
    }
  }
};

/** Makes every instrument of the table on this meter; from now on counts are kept. */
export const useMeter = (meter: Meter): void => {
  const made = none();
  for (const [name, { kind, unit, says }] of Object.entries<MetricDeclaration>(metricTable)) {
    const about = { unit, description: says };
    if (kind === 'counter') made.counters.set(name, meter.createCounter(name, about));
    if (kind === 'gauge') made.gauges.set(name, meter.createGauge(name, about));
    if (kind === 'histogram')
      made.histograms.set(name, meter.createHistogram(name, { ...about, advice: { explicitBucketBoundaries: secondsBuckets } }));
  }
  instruments = made;
};

/** Forgets the instruments and readers (a stopped telemetry keeps nothing). */
export const forgetMeter = (): void => {
  instruments = none();
  readers.clear();
};
