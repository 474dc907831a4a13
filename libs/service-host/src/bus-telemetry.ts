import type { DeliveryTelemetry, Settled } from '@spil/messaging';
import { count, type Logger, messagingTelemetry, type Publishing } from '@spil/observability';
import type { RelayTelemetry } from '@spil/outbox';
import type { BacklogFigures, OutboxPressure } from './outbox-pressure';

const outcomes = { handled: 'handled', retried: 'retried', dead: 'dead', held: 'retried' } as const satisfies Record<Settled, string>;

/** Counters that are told from the start as none: one that begins with its first event has no growth for an alarm to see. */
export const beginDeliveries = (service: string): void => {
  count('spil.messages.redelivered', 0, { consumer: service });
  for (const reason of ['schema', 'forged', 'attempts', 'killed']) count('spil.dead_letters', 0, { consumer: service, reason });
};

/** Spans, counts and lines of what comes in over the bus. */
export const deliveryTelemetry = (log: Logger): DeliveryTelemetry => ({
  handle: (info, run) => {
    const { subject, eventId: id, durable: consumer, deliveries, bytes, traceparent, created } = info;
    return messagingTelemetry.processing({ subject, id, bytes, consumer, deliveries, traceparent, created }, run);
  },
  settled: (info, outcome) => messagingTelemetry.settled(info.durable, outcomes[outcome]),
  dead: ({ service, stream }, reason) => {
    messagingTelemetry.deadLettered(service, deadReason(reason));
    log.error({ stream, reason }, 'a message was put aside as a dead letter');
  },
  paused: (_service, paused) => log.warn({ paused }, paused ? 'stopped pulling: a dependency is away' : 'pulling again'),
  warn: (sentence, fields) => log.warn(fields, sentence),
});

const reasons = {
  forged: 'forged',
  undecodable: 'schema',
  invalid: 'schema',
  'no-route': 'schema',
  'killed-process': 'killed',
  'max-deliveries': 'killed',
} as const;
const deadReason = (reason: string) => reasons[reason as keyof typeof reasons] ?? 'attempts';

/** Spans, counts and lines of what goes out: the wait in the outbox is on the publish span. */
export function relayTelemetry(log: Logger, pressure?: OutboxPressure, figures?: BacklogFigures): RelayTelemetry {
  const tell = tellingNowAndThen(log);
  return {
    publishing: ({ id, subject, subjects, body, traceparent }) => {
      const to = subject ?? subjects?.[0] ?? '';
      const open: Publishing = messagingTelemetry.publishing({ subject: to, id, bytes: body.length, traceparent });
      return { traceparent: open.traceparent, end: (code) => open.settled(code === undefined ? 'acknowledged' : 'refused', code) };
    },
    backlog: (collection, documents, oldestMs) => figures?.tell(collection, documents, documents > 0 ? Date.now() - oldestMs : undefined),
    stalled: (collection, code) => {
      pressure?.stalled();
      count('spil.messages.published', 0, { destination: collection, outcome: 'failed' });
      tell(collection, code);
    },
  };
}

/** ms between two lines of one collection and reason: the relay meets what is refused again in every round, for as long as it lasts. */
const TELL_EVERY = 10_000;

function tellingNowAndThen(log: Logger): (collection: string, code: string) => void {
  const told = new Map<string, number>();
  return (collection, code) => {
    const [key, now] = [`${collection} ${code}`, performance.now()];
    if (now - (told.get(key) ?? -Infinity) < TELL_EVERY) return;
    told.set(key, now);
    log.warn({ collection, code }, 'the relay waits: a stream or the broker refuses, or the database is away');
  };
}
