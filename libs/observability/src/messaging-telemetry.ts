import { count, gauge, record } from './metrics';
import { inSpan, type OpenSpan, startSpan } from './spans';
import { namesOf, waitedMs } from './subjects';

/** A message about to be published. `traceparent` is the context it was created in (kept in the outbox). */
export interface PublishFacts {
  subject: string;
  id: string;
  bytes: number;
  traceparent?: string | undefined;
}

/** The open publish span: put `traceparent` in the message's header, then tell how it ended. */
export interface Publishing {
  readonly traceparent: string;
  settled(outcome: 'acknowledged' | 'duplicate' | 'refused' | 'timeout' | 'failed', error?: unknown): void;
}

/** A message in the hands of a handler. `traceparent` comes from its header, `created` from its CloudEvent. */
export interface ProcessFacts {
  subject: string;
  id: string;
  bytes: number;
  consumer: string;
  deliveries: number;
  /** How many more wait for this durable: the broker says it with every message. */
  pending?: number | undefined;
  traceparent?: string | undefined;
  created?: string | undefined;
}

export type ProcessOutcome = 'handled' | 'retried' | 'dead';

/** What libs/messaging needs: one span and the counts per hop, named after the OpenTelemetry messaging conventions. */
export interface MessagingTelemetry {
  publishing(facts: PublishFacts): Publishing;
  /** Runs the handler in a `process` span: child of the publish span, linked to the creation context. */
  processing<T>(facts: ProcessFacts, work: (span: OpenSpan) => T): T;
  settled(consumer: string, outcome: ProcessOutcome): void;
  deadLettered(consumer: string, reason: 'schema' | 'forged' | 'attempts' | 'killed' | 'refused'): void;
}

// The attribute objects below are written out in one piece: built from parts they cost three times as much (one per hop).
const publishing = ({ subject, id, bytes, traceparent }: PublishFacts): Publishing => {
  const { template, publish } = namesOf(subject);
  const started = performance.now();
  const span = startSpan(publish, { kind: 'producer', traceparent });
  if (span.recording) {
    span.set({
      'messaging.system': 'nats',
      'messaging.operation.type': 'send',
      'messaging.operation.name': 'publish',
      'messaging.destination.name': subject,
      'messaging.destination.template': template,
      'messaging.message.id': id,
      'messaging.message.body.size': bytes,
      'spil.outbox.waited_ms': waitedMs(id, Date.now()),
    });
  }
  return {
    traceparent: span.traceparent,
    settled: (outcome, error) => {
      if (outcome !== 'acknowledged' && outcome !== 'duplicate') span.fail(error ?? outcome);
      if (outcome === 'duplicate') span.set({ 'spil.duplicate': true });
      span.end();
      count('spil.messages.published', 1, { destination: template, outcome });
      const labels = { 'messaging.operation.name': 'publish', 'messaging.destination.template': template, outcome };
      record('messaging.client.operation.duration', (performance.now() - started) / 1000, labels);
    },
  };
};

const processing = <T>(facts: ProcessFacts, work: (span: OpenSpan) => T): T => {
  const { subject, id, bytes, consumer, deliveries, pending, traceparent, created } = facts;
  const { template, process } = namesOf(subject);
  if (deliveries > 1) count('spil.messages.redelivered', 1, { consumer });
  if (pending !== undefined) gauge('spil.consumer.pending', pending, { consumer });
  const options = { kind: 'consumer' as const, traceparent: traceparent ?? created ?? null, links: [created ?? traceparent] };
  return inSpan(process, options, (span) => {
    if (span.recording) {
      span.set({
        'messaging.system': 'nats',
        'messaging.operation.type': 'process',
        'messaging.operation.name': 'process',
        'messaging.destination.name': subject,
        'messaging.destination.template': template,
        'messaging.destination.subscription.name': consumer,
        'messaging.message.id': id,
        'messaging.message.body.size': bytes,
        'spil.delivery.count': deliveries,
      });
    }
    return work(span);
  });
};

/** The one implementation; hand it to libs/messaging. It is silent and cheap until `startTelemetry` has run. */
export const messagingTelemetry: MessagingTelemetry = {
  publishing,
  processing,
  settled: (consumer, outcome) => count('spil.messages.consumed', 1, { consumer, outcome }),
  deadLettered: (consumer, reason) => count('spil.dead_letters', 1, { consumer, reason }),
};
