import type { PendingEvent } from '@spil/mongo';

/** Hooks for spans and metrics of the relay; all optional. Nothing of an event's content is given away by it. */
export interface RelayTelemetry {
  /** A publish begins. Answers the trace context to send along (the publish span's) and how to end that span. */
  publishing?(event: PendingEvent): { traceparent: string | undefined; end(code: string | undefined): void };
  /** A round ended: events published, events refused, and the milliseconds it took. */
  round?(collection: string, published: number, refused: number, tookMs: number): void;
  /** Documents that wait and the age of the oldest pending event in ms. */
  backlog?(collection: string, documents: number, oldestMs: number): void;
  /** A round could not be done: broker or database away. */
  stalled?(collection: string, code: string): void;
}
