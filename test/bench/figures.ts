import { build, type Histogram } from 'hdr-histogram-js';

/** The middle one; between the two middle ones where their number is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

/** Median with the least and the most: one figure of several rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}
export const spreadOf = (numbers: readonly number[]): Spread => ({
  median: median(numbers),
  least: Math.min(...numbers),
  most: Math.max(...numbers),
});

/** Whole numbers with thousands apart; a dash where there is none. */
export const whole = (n: number | undefined): string => (n === undefined || !Number.isFinite(n) ? '–' : Math.round(n).toLocaleString('en'));
/** One or two decimals, as many as small numbers need. */
export const fine = (n: number | undefined): string => (n === undefined || !Number.isFinite(n) ? '–' : n.toFixed(Math.abs(n) < 10 ? 2 : 1));
export const spread = ({ median: middle, least, most }: Spread, text: (n: number) => string = fine): string =>
  `${text(middle)} (${text(least)}–${text(most)})`;

/** Percentiles every table of delays shows. */
export interface DelayFigures {
  count: number;
  p50: number;
  p90: number;
  p99: number;
  p999: number;
  max: number;
  /** Percentile and milliseconds, for the plot of the distribution. */
  curve: [number, number][];
}

const CURVE = [0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 100];

/** Delays in an HDR histogram: microseconds in, milliseconds out. */
export class Delays {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });

  add(ms: number): void {
    this.histogram.recordValue(Math.max(1, Math.min(600_000_000, Math.round(ms * 1_000))));
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  /** The delay in ms that `percent` of all stay within. */
  at(percent: number): number {
    return this.histogram.getValueAtPercentile(percent) / 1_000;
  }

  figures(): DelayFigures {
    return {
      count: this.count,
      p50: this.at(50),
      p90: this.at(90),
      p99: this.at(99),
      p999: this.at(99.9),
      max: this.at(100),
      curve: CURVE.map((percent) => [percent, this.at(percent)]),
    };
  }
}

export const delaysOf = (values: Iterable<number>): DelayFigures => {
  const delays = new Delays();
  for (const ms of values) delays.add(ms);
  return delays.figures();
};
