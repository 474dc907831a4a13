import { failPoint } from '@spil/domain-kit';
import type { PendingEvent } from '@spil/mongo';
import type { OutgoingMessage, PublishOutcome } from '@spil/messaging';
import { messagesOf } from './expand';
import type { Refused } from './refused';
import type { Claimed, OutboxSource, Published } from './source';
import type { RelayTelemetry } from './telemetry';

/** What the relay needs of a publisher. */
export interface BatchPublisher {
  publishBatch(messages: readonly OutgoingMessage[]): Promise<PublishOutcome[]>;
}

interface Underway {
  claimed: Claimed;
  /** How many of its events are acknowledged. */
  sent: number;
  refused: boolean;
}

/** What a round came to. `refusal` is the first refusal's code. */
export interface RoundResult {
  published: Published[];
  /** Documents with an event that was refused. */
  refused: string[];
  refusal: string | undefined;
}

/**
 * Publishes what was claimed, in waves: the first event of every aggregate together, then the second of each whose first is
 * acknowledged, and so on. So the broker is never waited for per event, and no event overtakes one of its own aggregate.
 */
export async function publishRound(claims: readonly Claimed[], publisher: BatchPublisher, telemetry: RelayTelemetry): Promise<RoundResult> {
  const underway: Underway[] = claims.map((claimed) => ({ claimed, sent: 0, refused: false }));
  let refusal: string | undefined;
  for (;;) {
    const wave = underway.filter(({ claimed, sent, refused }) => !refused && sent < claimed.events.length);
    if (wave.length === 0) break;
    const spans = wave.map(({ claimed, sent }) => open(claimed.events[sent] as PendingEvent, telemetry));
    const outcomes = await publisher.publishBatch(spans.flatMap(({ messages }) => messages));
    let at = 0;
    wave.forEach((one, i) => {
      const span = spans[i] as Open;
      const mine = outcomes.slice(at, (at += span.messages.length));
      const failed = mine.find((outcome) => !outcome.ok);
      const code = failed && !failed.ok ? failed.code : undefined;
      span.end?.(code);
      if (code === undefined) return void one.sent++;
      one.refused = true;
      refusal ??= code;
    });
  }
  const published = underway.map(({ claimed, sent }) => ({ id: claimed.id, events: claimed.events.slice(0, sent) }));
  const refused = underway.filter((one) => one.refused).map(({ claimed }) => claimed.id);
  return { published, refused, refusal };
}

interface Open {
  messages: OutgoingMessage[];
  end: ((code: string | undefined) => void) | undefined;
}

function open(event: PendingEvent, telemetry: RelayTelemetry): Open {
  const span = telemetry.publishing?.(event);
  return { messages: messagesOf(event, span?.traceparent ?? event.traceparent), end: span?.end.bind(span) };
}

/** What one round over one source came to. */
export interface Round {
  documents: number;
  events: number;
  refused: number;
  refusal: string | undefined;
}

export interface RoundOptions {
  /** Documents to claim. */
  limit: number;
  now: () => Date;
  telemetry: RelayTelemetry;
  /** Documents somebody else of this process carries just now. */
  leave?: (id: string) => boolean;
  /** Remembers what the broker refused, so that it takes no place in a round for a while. */
  aside?: Refused;
}

/** Claim, publish, mark. Only what the broker acknowledged is marked; a crash in between means that it is published again. */
export async function relayRound(
  source: OutboxSource,
  publisher: BatchPublisher,
  { limit, now, telemetry, leave = () => false, aside }: RoundOptions,
): Promise<Round> {
  const found = await source.claim(limit + (aside?.count() ?? 0));
  const claims = found.filter(({ id }) => aside?.has(id) !== true && !leave(id)).slice(0, limit);
  if (claims.length === 0) return { documents: 0, events: 0, refused: 0, refusal: undefined };
  const { published, refused, refusal } = await publishRound(claims, publisher, telemetry);
  aside?.learn(published, refused);
  FAULT: await failPoint('relay.after-publish', source.name);
  await source.mark(published, now());
  const events = published.reduce((n, one) => n + one.events.length, 0);
  return { documents: claims.length, events, refused: refused.length, refusal };
}
