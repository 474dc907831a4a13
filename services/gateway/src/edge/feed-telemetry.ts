import { begin, count, gauge, record, startSpan } from '@spil/observability';
import type { FeedFrame } from '../domain/feed-frame';
import type { FeedTelemetry } from '../use-cases/follow-feed/ports';

/** Deliveries of one frame that get a span of their own; beyond that they are only counted. */
const spansPerFrame = 25;
/** Older frames are replays: they say nothing of how quick we are. */
const freshMs = 60_000;

const clients = new Map<string, number>();
const deliveries = new WeakMap<FeedFrame, number>();

/** Counters of live feeds and entrance, told from the start as none: the first event is then growth, and alarms can see it. */
export function beginFeedTelemetry(zones: readonly string[]): void {
  for (const outcome of ['sent', 'withheld', 'reset']) count('spil.feed.frames', 0, { outcome });
  for (const reason of ['rights-changed', 'session-ended']) count('spil.feed.revoked', 0, { reason });
  count('spil.feed.slow_clients_cut', 0);
  count('spil.reads.refused', 0, { reason: 'caller' });
  for (const zone of zones) begin('spil.promise.street_to_screen', { audience: 'crew', zone });
}

/** Spans and counters of live feeds. The `deliver` span continues the message's trace: one trace from the tap to the screen. */
export const feedTelemetry = (now: () => number): FeedTelemetry => ({
  delivered(frame, rule, write) {
    const nth = (deliveries.get(frame) ?? 0) + 1;
    deliveries.set(frame, nth);
    if (nth <= spansPerFrame) inDeliverSpan(frame, rule, write);
    else write();
    count('spil.feed.frames', 1, { outcome: 'sent' });
    if (nth === 1 && frame.kind === 'briefing') recordPromise(frame, now());
  },
  withheld(frame, rule) {
    count('spil.feed.frames', 1, { outcome: 'withheld' });
    count('spil.routing.decisions', 1, { rule, decision: 'deny' });
  },
  reset() {
    count('spil.feed.frames', 1, { outcome: 'reset' });
  },
  ended(reason) {
    if (reason === 'too-slow') count('spil.feed.slow_clients_cut');
    if (reason === 'rights-changed' || reason === 'session-ended') count('spil.feed.revoked', 1, { reason });
  },
  clients(audience, change) {
    const open = (clients.get(audience) ?? 0) + change;
    clients.set(audience, open);
    gauge('spil.feed.clients', open, { audience });
  },
});

function inDeliverSpan(frame: FeedFrame, rule: string, write: () => void): void {
  const span = startSpan(`deliver ${frame.kind}`, {
    kind: 'producer',
    traceparent: frame.traceparent ?? null,
    links: [frame.created],
    attributes: {
      'messaging.message.id': frame.eventId,
      'spil.audience': frame.audience,
      'spil.frame': frame.kind,
      'spil.rule': rule,
      'spil.zone': frame.zone,
    },
  });
  span.run(write);
  span.end();
}

/** Ids of notes are UUIDv7: they tell when the note was accepted. */
function recordPromise(frame: FeedFrame, now: number): void {
  const id = frame.facts['noteId'];
  if (typeof id !== 'string') return;
  const took = now - parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  if (took >= 0 && took < freshMs) record('spil.promise.street_to_screen', took / 1000, { audience: 'crew', zone: frame.zone });
}
