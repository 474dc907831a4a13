import type { CloudEvent } from '@spil/contracts';
import type { Supply } from './contract';

/** Who takes part. `traced`, `sampled` and `logged` are ours with spans of everything, spans of a tenth, and a log line a message. */
export type Peer = 'spil' | 'bare' | 'traced' | 'sampled' | 'logged' | 'L0' | 'L1' | 'L2' | 'N' | 'H' | 'H+' | 'P';

/** What one run of one contender is told. */
export interface RunPlan {
  contender: Peer;
  /**
   * `publish`: only publishing. `both`: publish → handler → acknowledgement in one process. `backlog`: handle what is stored
   * already. `paced`: one side of an open-loop run, told its pace over stdin. `stop`: handle until SIGTERM, drain, tell what was handled.
   */
  mode: 'publish' | 'both' | 'backlog' | 'paced' | 'stop';
  /** In `paced`: which side this process is. */
  role?: 'publisher' | 'consumer';
  url: string;
  /** Measured messages, and those before them that are not. */
  messages: number;
  warmUp: number;
  /** Messages under way at once. */
  window: number;
  /** Tells the ids of this run from those of earlier ones on the same stream; 1 and its follower when absent. */
  run?: number;
  /** Where spans go, for those that make any. */
  otlpUrl?: string;
  /** Bytes of each body, in `publish`: the event cut or padded, for nobody reads it. As it comes when absent. */
  bytes?: number;
  /** ms a handler takes, in `stop`. */
  handlerMs?: number;
}

/** What it answers. */
export interface RunResult {
  ms: number;
  cpuMs: number;
  rssMb: number;
  /** Acknowledged by the broker; 0 where a transport has no acknowledgement. */
  acknowledged: number;
  received: number;
  distinct: number;
  sum: number;
  /** Spans lost, where there are any. */
  droppedSpans?: number;
}

/** What a contender publishes: ready messages for those who take bytes, events for those who encode themselves. */
export interface Source {
  count: number;
  window: number;
  ready: Supply;
  event: (n: number) => CloudEvent;
}

/** How a contender is opened. */
export interface Opening {
  url: string;
  consumes: boolean;
  /** Runs inside the handler before the message is acknowledged. */
  work?: (() => Promise<void>) | undefined;
  otlpUrl?: string | undefined;
}

/** One contender, ready to run: `publish` sends numbers `from` to `to`, `tally` hears of what arrives. */
export interface Contender {
  /** Resolves when all are acknowledged, or handed over where there is no acknowledgement. Answers how many were acknowledged. */
  publish(from: Source): Promise<number>;
  /** Sends one message now, whatever is under way; resolves when it is acknowledged, or handed over. */
  send(from: Pick<Source, 'ready' | 'event'>, n: number): Promise<unknown>;
  /** Where arrivals are told from now on. */
  listen(saw: (n: number) => void): void;
  /** Everything sent to the broker is out, acknowledgements included. */
  flush(): Promise<void>;
  /** Spans lost so far. */
  droppedSpans?(): number;
  close(): Promise<void>;
}

/** Keeps `window` promises under way until `count` are settled. */
export function windowed(count: number, window: number, send: (n: number) => Promise<unknown>): Promise<number> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let settled = 0;
    const next = (): void => {
      while (sent < count && sent - settled < window) {
        send(sent++).then(() => {
          if (++settled === count) resolve(settled);
          else next();
        }, reject);
      }
    };
    next();
  });
}
