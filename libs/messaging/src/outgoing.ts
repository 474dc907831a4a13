import type { Msg, MsgHdrs } from '@nats-io/transport-node';
import type { ProducerAuth } from './producer-auth';

/** One message for a stream. `id` is what the broker removes duplicates by; `stream`, when named, must be the one that stores it. */
export interface OutgoingMessage {
  subject: string;
  id: string;
  body: Uint8Array;
  traceparent?: string | undefined;
  stream?: string | undefined;
  /** Set on replays only: keep the first producer's signature instead of signing anew. */
  signed?: { auth: string; originalId: string } | undefined;
}

export interface PublisherOptions {
  /** Messages on the way at once. */
  window?: number;
  /** Milliseconds after which an unanswered message is sent again, with the same id. */
  deadline?: number;
  /** Deadlines passed while connected after which the caller gets the outcome. While the broker is away nothing is counted. */
  tries?: number;
  auth?: ProducerAuth | undefined;
  random?: () => number;
}

/** What the publisher needs of a connection; a NatsConnection has it all. */
export interface Wire {
  options?: { inboxPrefix?: string };
  publish(subject: string, body: Uint8Array, options: { reply: string; headers: MsgHdrs }): void;
  subscribe(subject: string, options: { callback: (error: Error | null, reply: Msg) => void }): { unsubscribe(): void };
  status(): AsyncIterable<{ type: string; error?: unknown }>;
  isClosed(): boolean;
}
