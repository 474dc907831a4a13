import { originalSubject } from './admission';
import { header } from './headers';
import type { StoredMessage } from './stored-message';
import type { DeadReason } from './settlement';
import type { OutgoingMessage } from './outgoing';

/** What stands on `dead.<service>`: why, where it came from, and everything needed to handle it again. */
export interface DeadLetter {
  service: string;
  reason: DeadReason;
  /** When it was put aside, RFC 3339. */
  at: string;
  stream: string;
  seq: number;
  durable: string;
  deliveries: number;
  /** As its producer stored it. */
  subject: string;
  id: string;
  auth?: string | undefined;
  traceparent?: string | undefined;
  /** The aggregate that goes on without this event: `<kind>/<id>`. */
  aggregate?: string | undefined;
  /** base64; absent when only the broker's advisory is known or the letter would be too large: the tool then reads it from the stream. */
  body?: string | undefined;
}

/** The letter for a message in hand. */
export function deadLetterOf(
  service: string,
  message: StoredMessage,
  why: { reason: DeadReason; at: string; aggregate?: string | undefined },
): DeadLetter {
  const { stream, durable, seq, deliveries } = message.place;
  return {
    service,
    reason: why.reason,
    at: why.at,
    stream,
    seq,
    durable,
    deliveries,
    subject: originalSubject(message.subject),
    id: message.header(header.originalId) ?? message.header(header.id) ?? '',
    auth: message.header(header.auth),
    traceparent: message.header(header.traceparent),
    aggregate: why.aggregate,
    body: Buffer.from(message.data).toString('base64'),
  };
}

/** The letter without what can be of any length: all of that can be read again at its message's place on the stream. */
export const withoutBody = ({ service, reason, at, stream, seq, durable, deliveries, subject, id, aggregate }: DeadLetter): DeadLetter => ({
  service,
  reason: { kind: reason.kind, code: reason.code, attempts: reason.attempts },
  at,
  stream,
  seq,
  durable,
  deliveries,
  subject,
  id: short(id) ?? '',
  aggregate: short(aggregate),
});
const short = (text: string | undefined): string | undefined => (text !== undefined && text.length <= 200 ? text : undefined);

/** The message that stores a letter; its id makes a second attempt to put the same delivery aside harmless. */
export const deadMessage = (letter: DeadLetter, storedAt: string): OutgoingMessage => ({
  subject: `dead.${letter.service}`,
  id: `dead-${letter.service}-${letter.stream}-${letter.seq}-${storedAt}`,
  body: Buffer.from(JSON.stringify(letter)),
  traceparent: letter.traceparent,
});
