/** What a person sees of the connection. `since` is a time in ms. */
export interface FeedState {
  phase: 'connecting' | 'catching-up' | 'live' | 'offline' | 'closed';
  since: number;
  /** Sealed cursor of the last frame handled; the server resumes after it. */
  lastEventId?: string;
  attempts: number;
}

export type FeedSignal =
  | { kind: 'opened' }
  | { kind: 'frame'; id?: string }
  | { kind: 'catching-up'; id?: string }
  | { kind: 'caught-up'; id?: string }
  | { kind: 'reset'; id?: string }
  | { kind: 'lost' }
  | { kind: 'refused' };

export const startState = (now: number): FeedState => ({ phase: 'connecting', since: now, attempts: 0 });

type Steps = { [K in FeedSignal['kind']]: (state: FeedState, signal: Extract<FeedSignal, { kind: K }>, now: number) => FeedState };
const steps: Steps = {
  // Attempts are forgotten only when something arrives: a server that accepts and hangs up must not be hammered.
  opened: (state) => ({ ...state, phase: 'catching-up' }),
  frame: (state, { id }) => ({ ...state, lastEventId: id ?? state.lastEventId, attempts: 0 }),
  'catching-up': (state, { id }) => ({ ...state, phase: 'catching-up', lastEventId: id ?? state.lastEventId }),
  'caught-up': (state, { id }, now) => ({ ...state, phase: 'live', since: now, lastEventId: id ?? state.lastEventId, attempts: 0 }),
  reset: (state, { id }) => ({ ...state, lastEventId: id }),
  lost: (state, _signal, now) => ({
    ...state,
    phase: 'offline',
    since: state.phase === 'offline' ? state.since : now,
    attempts: state.attempts + 1,
  }),
  refused: (state, _signal, now) => ({ ...state, phase: 'closed', since: now }),
};

/** The next state; pure. While it is offline `since` stays the moment it began, over any number of attempts. */
export function step(state: FeedState, signal: FeedSignal, now: number): FeedState {
  const take = steps[signal.kind] as (state: FeedState, signal: FeedSignal, now: number) => FeedState;
  return take(state, signal, now);
}

/** Milliseconds to wait before attempt n (1, 2, …): doubling to 15 s, spread so that a fleet does not come back in one blow. `random` in [0,1). */
export function backOff(attempts: number, random: number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.max(0, attempts - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
