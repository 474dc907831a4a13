import type { Flaw } from './line/contract';
import type { Invariant } from './checker/check';
import type { History, Line as HistoryLine } from './history';
import type { WrongPlace } from './tools/bundles';
import type { Seeded } from './tools/seeded';

/** What a scenario gets for one run. */
export interface Run {
  seed: Seeded;
  history: History;
  /** Minutes asked for a long run (F42). */
  minutes: number;
  /** Lengths and numbers of reliability.md, where the scenario is shorter by itself. */
  full: boolean;
  say(line: string): void;
}

/** A length or a number of one run: as small as still shows the same, or that of reliability.md. */
export const sizeOf = ({ full }: Run, small: number, whole: number): number => (full ? whole : small);

/** What the checker must say of a control. */
export interface Noticing {
  /** At least one of these invariants is broken. */
  notices: readonly Invariant[];
  /** Claims (a part of their text) that must each fail: any other claim's failure, or any dead letter, is `plus` as well. */
  claims?: readonly string[];
}

/** Shows that the checker would have noticed: by building a part wrong, or by spoiling a copy of the history. */
export type Control = Noticing & { what: string } & (
    { run: (run: Run) => Promise<void>; wrong?: readonly WrongPlace[] } | { spoil: (lines: readonly HistoryLine[]) => HistoryLine[] }
  );

export interface Scenario {
  id: string;
  title: string;
  /** `line`: small bench of one or two parts; `suite`: all services; `cluster`: three brokers. */
  on: 'line' | 'suite' | 'cluster' | 'own';
  /** In the short selection of `npm test`. */
  short?: boolean;
  run(run: Run): Promise<void>;
  controls: readonly Control[];
}

export type { Flaw };
