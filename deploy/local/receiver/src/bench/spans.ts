import { randomBytes } from 'node:crypto';

/** The hops of one note, as our services send them: service, name, kind. */
const hops: readonly (readonly [service: string, name: string, kind: number])[] = [
  ['gateway', 'POST /v1/notes', 2],
  ['gateway', 'ask wijk.record-note', 3],
  ['wijk', 'answer wijk.record-note', 2],
  ['wijk', 'store notes', 3],
  ['wijk', 'publish events.wijk.{zone}.note-recorded', 4],
  ['information-sharing', 'process events.wijk.{zone}.note-recorded', 5],
  ['information-sharing', 'store routings', 3],
  ['intervention', 'process events.information-sharing.{zone}.item-shared', 5],
];

/** One in a thousand is slow, one in two thousand failed, one in ten thousand is of a zone of its own. */
const chance = (one: number): boolean => Math.random() * one < 1;
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const nano = (ms: number): string => `${Math.round(ms * 1000)}000`;

const spansOfTrace = (at: number) => {
  const traceId = randomBytes(16).toString('hex');
  const slow = chance(1_000) ? 1_000 : 1;
  const failed = chance(2_000);
  const zone = chance(10_000) ? 'rare' : 'demo';
  let parentSpanId = '';
  return hops.map(([service, name, kind], hop) => {
    const spanId = randomBytes(8).toString('hex');
    const span = {
      traceId,
      spanId,
      parentSpanId,
      name,
      kind,
      startTimeUnixNano: nano(at + hop),
      endTimeUnixNano: nano(at + hop + (hop === 0 ? 12 : 2) * slow),
      attributes: [text('spil.zone', zone), text('messaging.system', 'nats'), text('messaging.message.id', spanId)],
      links: hop === 5 ? [{ traceId, spanId: parentSpanId }] : [],
      status: failed && hop === 3 ? { code: 2 } : {},
    };
    parentSpanId = spanId;
    return { service, span };
  });
};

/** An OTLP/JSON export of about `count` spans that began around `at` (ms), every service as its own resource. */
export const exportOf = (count: number, at: number): string => {
  const made = Array.from({ length: Math.ceil(count / hops.length) }, (_, n) => spansOfTrace(at + n)).flat();
  const services = [...new Set(hops.map(([service]) => service))];
  const resourceSpans = services.map((service) => ({
    resource: { attributes: [text('service.name', service)] },
    scopeSpans: [{ spans: made.filter((one) => one.service === service).map(({ span }) => span) }],
  }));
  return JSON.stringify({ resourceSpans });
};
