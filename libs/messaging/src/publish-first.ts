import { jetstream, JetStreamApiError } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { CLOUD_EVENT, header } from './headers';
import type { OutgoingMessage } from './outgoing';
import type { ProducerAuth } from './producer-auth';

const WRONG_LAST_SEQUENCE = 10_071;

/** Stores a message only when nothing is stored under its subject; answers whether it was. Rejects when the broker is away. */
export async function publishFirst(
  nc: NatsConnection,
  auth: ProducerAuth,
  { subject, id, body, traceparent }: OutgoingMessage,
): Promise<boolean> {
  const head = headers();
  head.set(header.contentType, CLOUD_EVENT);
  head.set(header.auth, auth.sign(subject, id, body));
  if (traceparent !== undefined) head.set(header.traceparent, traceparent);
  try {
    const { duplicate } = await jetstream(nc).publish(subject, body, { msgID: id, headers: head, expect: { lastSubjectSequence: 0 } });
    return !duplicate;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE) return false;
    throw error;
  }
}
