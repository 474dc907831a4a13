import { subjectsOf, type PendingEvent } from './types';

/** Bytes of events one document may hold unpublished; above it the writer is asked to come back. */
export const OUTBOX_LIMIT = 256 * 1024;

/** Sent events kept inside a document; what is above goes to the archive. */
export const SENT_KEPT = 64;

/** Bytes these events take in a document, near enough for the limit. */
export const bytesOf = (events: readonly PendingEvent[]): number =>
  events.reduce(
    (sum, event) => sum + Buffer.byteLength(event.body) + subjectsOf(event).reduce((n, subject) => n + subject.length, 0) + 120,
    0,
  );

/** When a UUIDv7 was made. Throws for ids of another kind: the relay's order rests on it. */
export function timeOfUuid7(id: string): Date {
  if (id[14] !== '7') throw new Error('an event id must be a UUIDv7');
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/** Time of the oldest of these events; undefined for none. */
export const oldest = (events: readonly PendingEvent[]): Date | undefined =>
  events.length === 0 ? undefined : new Date(Math.min(...events.map(({ id }) => timeOfUuid7(id).getTime())));
