import { subjectsOf, type PendingEvent } from '@spil/mongo';
import type { OutgoingMessage } from '@spil/messaging';

/**
 * The messages of one event. With several subjects each has an id of its own, made from the event's and its place, so that a
 * repeat after a crash in the middle is recognised for each alone.
 */
export function messagesOf(event: PendingEvent, traceparent: string | undefined = event.traceparent): OutgoingMessage[] {
  const body = Buffer.from(event.body);
  const subjects = subjectsOf(event);
  return subjects.map((subject, n) => ({ subject, id: subjects.length === 1 ? event.id : `${event.id}:${n}`, body, traceparent }));
}
