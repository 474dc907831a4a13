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

/** The next state; pure. A first loss keeps `connecting` visible for one attempt, so that a blip is not called offline. */
export function step(state: FeedState, signal: FeedSignal, now: number): FeedState {
  switch (signal.kind) {
    case 'opened':
      // Attempts are forgotten only when something arrives: a server that accepts and hangs up must not be hammered.
      return { ...state, phase: 'catching-up' };
    case 'frame':
      return { ...state, lastEventId: signal.id ?? state.lastEventId, attempts: 0 };
    case 'catching-up':
      return { ...state, phase: 'catching-up', lastEventId: signal.id ?? state.lastEventId };
    case 'caught-up':
      return { ...state, phase: 'live', since: now, lastEventId: signal.id ?? state.lastEventId, attempts: 0 };
    case 'reset':
      return { ...state, lastEventId: signal.id };
    case 'lost':
      return { ...state, phase: 'offline', since: state.phase === 'offline' ? state.since : now, attempts: state.attempts + 1 };
    case 'refused':
      return { ...state, phase: 'closed', since: now };
  }
}

/** Milliseconds to wait before attempt n (1, 2, …): doubling to 15 s, spread so that a fleet does not come back in one blow. `random` in [0,1). */
export function backOff(attempts: number, random: number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.max(0, attempts - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
