import type { CloudEvent } from '@spil/contracts';
import type { Supply } from './contract';

/** What one run of one contender is told. */
export interface RunPlan {
  contender: 'spil' | 'bare' | 'L1' | 'L2' | 'N' | 'H';
  scenario: 'B1' | 'B3';
  url: string;
  /** Measured messages, and those before them that are not. */
  messages: number;
  warmUp: number;
  /** Messages under way at once. */
  window: number;
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
}

/** What a contender publishes: ready messages for those who take bytes, events for those who encode themselves. */
export interface Source {
  count: number;
  window: number;
  ready: Supply;
  event: (n: number) => CloudEvent;
}

/** One contender, ready to run: `publish` sends numbers `from` to `to`, `tally` hears of what arrives. */
export interface Contender {
  /** Resolves when all are acknowledged, or handed over where there is no acknowledgement. Answers how many were acknowledged. */
  publish(from: Source): Promise<number>;
  /** Where arrivals are told from now on (B3). */
  listen(saw: (n: number) => void): void;
  /** Everything sent to the broker is out, acknowledgements included. */
  flush(): Promise<void>;
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
