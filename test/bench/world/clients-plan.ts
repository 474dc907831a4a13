import type { DelayFigures } from '../figures';

/** Browsers of one process, all on the same address. */
export interface ClientsPlan {
  url: string;
  clients: number;
  /** They come back with the id of the last frame they have. */
  resumes: boolean;
}

/** What they are asked to do. Frames are numbered from 0 by their headline, `n0`, `n1`, … */
export type Asked =
  /** A token for each, where the address wants one; too many for a command line. */
  | { step: 'tokens'; tokens: readonly string[] }
  /** Open all within so many ms; with `to`, answer when everybody has that frame. */
  | { step: 'open'; withinMs: number; to?: number; quietMs?: number }
  | { step: 'cut' }
  /** Hear frames `from`–`to`, of which each was due `everyMs` after the one before. */
  | { step: 'hear'; from: number; to: number; startNs: string; everyMs: number; quietMs: number };

export interface Heard {
  frames: number;
  /** Frames somebody did not get, over all clients. */
  missed: number;
  repeats: number;
  open: number;
  /** Due → at a client, for every delivery. */
  each: DelayFigures;
  /** Due → at the last client, for every frame. */
  slowest: DelayFigures;
  endedAt: number;
  ms?: number;
  error?: string;
}
