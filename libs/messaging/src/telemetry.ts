import type { CloudEvent } from '@spil/contracts';

/** What may be said of a delivery: structure and timing, never content. */
export interface DeliveryInfo {
  service: string;
  stream: string;
  durable: string;
  subject: string;
  eventId: string;
  type: string;
  deliveries: number;
  bytes: number;
  /** Context of the producer's publish. */
  traceparent: string | undefined;
  /** Context the event was made in, when it says so. */
  created: string | undefined;
}

export type Settled = 'handled' | 'retried' | 'dead' | 'held';

/** Hooks for spans and metrics. Everything is optional; the message path works without any. */
export interface DeliveryTelemetry {
  /** Runs the handler, inside a consumer span when there is one. */
  handle?(info: DeliveryInfo, run: () => Promise<void>): Promise<void>;
  /** A delivery came to one of its ends. `tookMs` is the handler's time. */
  settled?(info: DeliveryInfo, outcome: Settled, tookMs: number): void;
  /** A message was put aside; `kind` is DeadReason's. `forged` is worth an alarm. */
  dead?(info: Pick<DeliveryInfo, 'service' | 'stream' | 'subject'>, kind: string): void;
  /** Pulling stopped (true) or went on (false) because of a dependency. */
  paused?(service: string, paused: boolean): void;
  /** Something the operator should read: a sentence with ids. */
  warn?(sentence: string, fields: Record<string, string | number>): void;
}

/** Trace context of a message: the header (the producer's publish span), else the one inside the event. */
export const traceparentOf = (fromHeader: string | undefined, event: CloudEvent): string | undefined =>
  fromHeader === undefined || fromHeader === '' ? event.traceparent : fromHeader;
