import type { Labels, Point } from '../otlp/points';
import { type Segment, type Segments, writeInto } from './segments';

/** One series with its points in order of time (milliseconds). */
export interface Series {
  labels: Labels;
  points: { at: number; value: number }[];
}

/** An unchanged value is written again only after this long: most series stand still most of the time. */
const repeatAfterMs = 60_000;
const mostSeries = 20_000;

const textOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
const labelsOf = (text: string): Labels => Object.fromEntries(JSON.parse(text) as [string, string][]);

const firstAtOrAfter = (points: Series['points'], at: number): number => {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The points from `from` to `to`, both included; they lie in order of time. */
export const pointsBetween = (points: Series['points'], from: number, to: number): Series['points'] =>
  points.slice(firstAtOrAfter(points, from), firstAtOrAfter(points, to + 1));

/** Metrics on disk, as Prometheus series. */
export class MetricStore {
  private readonly last = new Map<string, { at: number; value: number }>();
  private ids = new Map<string, number>();
  private idsOf: Segment | undefined;
  dropped = 0;

  constructor(private readonly segments: Segments) {}

  /** Stores points; resolves once they can be read. */
  async add(points: readonly Point[]): Promise<void> {
    const segment = this.segments.current;
    this.learn(segment);
    try {
      await writeInto(segment, () => {
        for (const point of points) this.write(segment, point);
      });
    } catch (error) {
      // Series and values may have been learnt that were not kept.
      this.idsOf = undefined;
      throw error;
    }
  }

  /** The series of one name between two moments (both included), as far as their labels fit. */
  series(name: string, from: number, to: number, fits: (labels: Labels) => boolean): Series[] {
    const found = new Map<string, Series>();
    for (const segment of [...this.segments.newestFirst].reverse()) {
      for (const { key, value: id } of segment.series.getRange({ start: [name, ''], end: [name, '\uffff'] })) {
        const labels = labelsOf(key[1]);
        if (!fits(labels)) continue;
        const series = found.get(key[1]) ?? { labels, points: [] };
        found.set(key[1], series);
        for (const point of segment.points.getRange({ start: [id, from], end: [id, to + 1] }))
          series.points.push({ at: point.key[1], value: point.value });
      }
    }
    return [...found.values()].filter(({ points }) => points.length > 0);
  }

  /** Every metric name seen. */
  names(): string[] {
    return [...new Set(this.segments.newestFirst.flatMap(({ series }) => [...series.getKeys()].map(([name]) => name)))].sort();
  }

  private learn(segment: Segment): void {
    if (this.idsOf === segment) return;
    this.idsOf = segment;
    this.last.clear();
    this.ids = new Map([...segment.series.getRange({})].map(({ key, value }) => [`${key[0]} ${key[1]}`, value]));
  }

  private write(segment: Segment, { name, labels, at, value }: Point): void {
    const text = textOf(labels);
    const key = `${name} ${text}`;
    const id = this.ids.get(key) ?? this.enrol(segment, [name, text]);
    if (id === undefined) return;
    const last = this.last.get(key);
    if (last && last.value === value && at - last.at < repeatAfterMs) return;
    this.last.set(key, { at, value });
    void segment.points.put([id, at], value);
  }

  private enrol(segment: Segment, key: [string, string]): number | undefined {
    // A label that is an identity in disguise must not fill the disk.
    if (this.ids.size >= mostSeries || JSON.stringify(key).length > 1_500) {
      this.dropped++;
      return undefined;
    }
    const id = this.ids.size + 1;
    this.ids.set(`${key[0]} ${key[1]}`, id);
    void segment.series.put(key, id);
    return id;
  }
}
