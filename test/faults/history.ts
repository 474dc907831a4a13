import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a run must show; the checker judges by this and by what was seen, never by the scenario's code. */
export interface RunRules {
  scenario: string;
  seed: number;
  title: string;
  /** Load and times as run, in words. */
  load: string;
  /** Word that every text of this run carries, so that it is found in raw bytes. */
  mark: string;
  /** ms after the last heal within which everything must have arrived (I8). */
  within: number;
  /** Every consumer whose effect each acknowledged write of a kind must have. */
  consumers: { consumer: string; kinds: readonly string[] }[];
  /** Streams that must hold each acknowledged write of a kind. */
  streams: { stream: string; kinds: readonly string[] }[];
  /** Traces are asked for each acknowledged write; false where processes are killed (their unsent spans die with them). */
  traces: boolean;
  /** Dead letters that belong to the scenario; all others are a finding. */
  mayBeDead?: boolean;
}

/** A right of a reader, and when it held; a later `right-ended` of the reader sets `to`. Times are ms since 1970. */
export interface Right {
  reader: string;
  kind: 'crew' | 'investigator' | 'dispatcher' | 'environment' | 'nobody';
  wijkIds?: readonly string[];
  themes?: readonly string[];
  from: number;
  to?: number;
}

/** What was written: enough for the oracle to say whose it is. */
export interface Written {
  key: string;
  kind: string;
  /** `writer-counter`, unique in the run. */
  token: string;
  wijkId?: string;
  theme?: string;
  handling?: string;
  aggregate?: string;
  n?: number;
}

/** One line of a history. `t` is ms since 1970, everywhere. */
export type Line =
  | ({ k: 'run'; t: number } & RunRules)
  | ({ k: 'right'; t: number } & Right)
  | { k: 'right-ended'; t: number; reader: string }
  | ({ k: 'write'; t: number } & Written)
  /** The client has its 201. `answer` is everything that must be the same on a repeat. */
  | { k: 'ack'; t: number; key: string; id: string; wijkId?: string; trace?: string; answer: string; attempt: number }
  | { k: 'failed'; t: number; key: string; code: string; attempt: number }
  | { k: 'frame'; t: number; reader: string; event: string; seen: string[]; id?: string }
  /** What a reader found in a list that his feed had told him to load anew. */
  | { k: 'listed'; t: number; reader: string; path: string; seen: string[] }
  | { k: 'connection'; t: number; reader: string; state: 'open' | 'cut' | 'refused'; code?: string }
  | { k: 'document'; t: number; kind: string; id: string; key?: string; token?: string }
  | { k: 'stored'; t: number; stream: string; seq: number; id: string; about: string; aggregate?: string; n?: number }
  /** How often `consumer` took effect for `id`, and, where it keeps them, the versions in the order in which they were applied. */
  | { k: 'effect'; t: number; consumer: string; id: string; times: number }
  | { k: 'applied'; t: number; consumer: string; aggregate: string; versions: number[]; last: number }
  | { k: 'dead'; t: number; service: string; reason: string; about: string }
  | { k: 'chain'; t: number; service: string; ok: boolean; count: number; why?: string }
  /** How many lines of the gateway's read log say that this reader was shown this record. */
  | { k: 'read-lines'; t: number; reader: string; id: string; times: number }
  | { k: 'trace'; t: number; trace: string; spans: string[] }
  /** Counted since the run began: what was dropped before it is taken off first. */
  | { k: 'dropped-spans'; t: number; count: number }
  | { k: 'fault'; t: number; what: string }
  | { k: 'healed'; t: number }
  | { k: 'recovered'; t: number; what: string }
  /** Bytes a process has taken, its garbage being collected; `used` is what of it was in use before and after. */
  | { k: 'memory'; t: number; process: string; before: number; after: number; used?: [number, number] }
  /** Something a scenario measured itself and its bound: judged like every other rule. */
  | { k: 'claim'; t: number; what: string; ok: boolean; figure: string }
  /** Something that could not be tried here, said aloud. */
  | { k: 'skipped'; t: number; what: string };

type WithoutTime<T> = T extends unknown ? Omit<T, 't'> & { t?: number } : never;
export type NewLine = WithoutTime<Line>;

/** A history as it grows: in memory for the checker, on disk line by line so that a killed run leaves it too. */
export class History {
  readonly lines: Line[] = [];
  private file: number | undefined;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.file = openSync(path, 'w');
  }

  add(line: NewLine): void {
    const whole = { t: Date.now(), ...line } as Line;
    this.lines.push(whole);
    if (this.file !== undefined) writeSync(this.file, `${JSON.stringify(whole)}\n`);
  }

  /** Says what was measured and whether it is within its bound. */
  claim(what: string, ok: boolean, figure: string | number): void {
    this.add({ k: 'claim', what, ok, figure: String(figure) });
  }

  /** What comes after it is of no account: a connection that ends with its run. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

/** Reads a kept history; throws with the line's number when one is no JSON. */
export function readHistory(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((text, i) => {
      try {
        return JSON.parse(text) as Line;
      } catch {
        throw new Error(`${path}:${i + 1} is no history line`);
      }
    });
}
