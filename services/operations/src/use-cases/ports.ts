import type { Letter } from '../domain/letter';
import type { End } from '../domain/losses';

/** Where dead letters lie. */
export interface Letters {
  /** All of them, oldest first, up to a bound. */
  all(): Promise<Letter[]>;
  /** One, by its number. */
  find(number: number): Promise<Letter | undefined>;
  /** Gives it back to the service that could not handle it, and takes it out. */
  replay(number: number): Promise<void>;
  /** False when it was not there any more. */
  drop(number: number): Promise<boolean>;
}

/** What a person decided about a letter; kept. */
export interface Decision {
  decisionId: string;
  zone: string;
  at: string;
  by: string;
  what: 'replayed' | 'dropped';
  why?: string;
  letter: Pick<Letter, 'number' | 'service' | 'stream' | 'sequence' | 'eventId'> & { kind: string };
}
export interface Decisions {
  keep(decision: Decision): Promise<void>;
}

/** How far streams were seen to go, remembered over a start. */
export interface Ends {
  all(): Promise<End[]>;
  keep(ends: readonly End[]): Promise<void>;
}

export interface Moments {
  now(): string;
  next(): string;
}
