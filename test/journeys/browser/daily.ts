import { Api, runningSuite } from '../suite';
import type { Language, Visitor } from './browser';
import type { Hand } from './hand';

type Point = [number, number];

/** What the task left behind is checked by the server's own answer, so that a quick page that loses things is no success. */
export interface Task {
  person: string;
  path: string;
  budget: { taps?: number; seconds: number };
  /** What must be there before, made by others near this point. */
  before?: (point: Point) => Promise<void>;
  do: (hand: Hand, work: { visitor: Visitor; language: Language; point: Point }) => Promise<void>;
}

export const api = (person: string): Api => new Api(runningSuite(), person);
/** Short: some of it is typed letter by letter. */
export const unique = (about: string): string => `${about} ${Date.now() % 1_000_000}`;
