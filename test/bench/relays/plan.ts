import type { DelayFigures } from '../figures';

/** Who empties an outbox: ours; the outbox module a Nest team would take, polling every second; the same, woken by each commit. */
export type RelayName = 'spil' | 'O-poll' | 'O-notify';

export interface RelayPlan {
  relay: RelayName;
  mongo: string;
  nats: string;
  /** Events that wait when the relay starts. */
  backlog: number;
  /** Commits a second while idle and while draining, and seconds of idle. */
  live: number;
  idleSeconds: number;
}

export interface RelayResult {
  drainMs: number;
  /** CPU of this process while draining. */
  cpuMs: number;
  idle: DelayFigures;
  draining: DelayFigures;
  /** Events committed while the outbox drained. */
  live: number;
  /** Events committed, and those that arrived at least once. */
  committed: number;
  arrived: number;
  /** Arrivals beyond the first. */
  repeats: number;
  /** Events the store still holds as not published. */
  left: number;
}

/** An outbox with its relay, as the bench drives it. */
export interface RelayUnderTest {
  /** Lays down events that wait, without starting the relay. */
  fill(from: number, count: number): Promise<void>;
  /** One commit with one event, as a use case would make it. */
  commit(n: number): Promise<void>;
  start(): void;
  /** Ends what is under way; `start` goes on. */
  stop(): Promise<void>;
  close(): Promise<void>;
  left(): Promise<number>;
}
