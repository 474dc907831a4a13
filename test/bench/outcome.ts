/** What one scenario came to, in a form that a terminal, a file and a page can show alike. */
export interface Outcome {
  scenario: string;
  title: string;
  tables: Table[];
  targets: Target[];
  plots: Plot[];
  /** Why the run does not count; empty when every count and checksum was right. */
  invalid: string[];
  /** Where a target is not reached: what the limit is, by the figures of this run. */
  limits?: string[];
  /** What a reader must know beside the figures: how it was measured, what limits. */
  notes: string[];
}

/** An outcome with what it was measured on: machine, servers, and when they flush to disk. Nothing is shown without. */
export interface Shown extends Outcome {
  on: string[];
}

export interface Table {
  title?: string;
  head: string[];
  rows: string[][];
}

/** What the run must show. `least` and `most` say on which side of `wanted` the value must lie. */
export interface Target {
  name: string;
  value: number;
  wanted: number;
  kind: 'least' | 'most';
  /** A relation between two figures of this run: noise of the machine hits both. */
  ratio: boolean;
  reached: boolean;
}

export interface Plot {
  title: string;
  kind: 'lines' | 'bars';
  x: { label: string; log?: boolean; names?: string[] };
  y: { label: string; log?: boolean };
  series: { name: string; points: [x: number, y: number][] }[];
}

/** A figure must be at least, or at most, so much. */
export const target = (name: string, value: number, bound: { least: number } | { most: number }, ratio = false): Target =>
  'least' in bound
    ? { name, value, wanted: bound.least, kind: 'least', ratio, reached: value >= bound.least }
    : { name, value, wanted: bound.most, kind: 'most', ratio, reached: value <= bound.most };

/** A ratio of two figures of the same run. */
export const ratio = (name: string, value: number, bound: { least: number } | { most: number }): Target => target(name, value, bound, true);

/** 60 % of a ratio is asked of a smoke run, which is small and runs beside other work; absolute figures are not asked at all. */
export function reachedInSmoke({ value, wanted, kind, ratio: compares }: Target): boolean {
  if (!compares) return true;
  return kind === 'least' ? value >= wanted * 0.6 : value <= wanted / 0.6;
}
