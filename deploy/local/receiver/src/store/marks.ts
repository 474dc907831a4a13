import type { StoredSpan } from '../otlp/spans';
import type { Value } from '../otlp/read';

/** Attributes that are the same on most spans, or numbers nobody looks for: an index of them would hold everything. */
const unmarked = new Set([
  ...['messaging.system', 'messaging.operation.type', 'messaging.operation.name', 'messaging.message.body.size'],
  ...['messaging.destination.name', 'http.request.method', 'http.response.status_code', 'db.system.name', 'network.protocol.version'],
  ...['spil.delivery.count', 'spil.outbox.waited_ms', 'spil.count', 'spil.bytes', 'spil.version', 'url.scheme'],
]);

/** 53 bits of FNV-1a, twice with other seeds: a number is a small key, and what collides is sorted out by reading the span. */
function numberOf(text: string): number {
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

export const failedMark = (service: string): number => numberOf(`${service}\n!`);
export const lengthMark = (service: string, bucket: number): number => numberOf(`${service}\nd${bucket}`);
export const tagMark = (service: string, name: string, value: string): number => numberOf(`${service}\n${name}=${value}`);

/** Lengths of 2^n µs and more, up to the next: half a millisecond and below are one. */
export const bucketOf = (duration: number): number => Math.max(9, Math.floor(Math.log2(Math.max(1, duration))));
/** 2^45 µs is a year. */
export const lastBucket = 45;

/** True when a search for this attribute can use its mark. */
export const isMarked = (name: string): boolean => name === 'error' || !unmarked.has(name);

const markable = (value: Value): boolean => typeof value === 'string' || typeof value === 'boolean';

/** The marks of spans of one trace and one service that arrived together. */
export function marksOf(service: string, spans: readonly StoredSpan[]): Set<number> {
  const marks = new Set<number>();
  for (const { failed, duration, attributes } of spans) {
    if (failed) marks.add(failedMark(service));
    marks.add(lengthMark(service, bucketOf(duration)));
    for (const [name, value] of Object.entries(attributes)) {
      if (!unmarked.has(name) && markable(value)) marks.add(tagMark(service, name, String(value)));
    }
  }
  return marks;
}

/** The marks one of which every trace that fits must have; undefined when the search names nothing that is marked. */
export function marksFor(query: {
  service: string;
  tags: Readonly<Record<string, string>>;
  minDuration?: number | undefined;
}): number[] | undefined {
  const { service, tags, minDuration } = query;
  const tag = Object.entries(tags).find(([name]) => isMarked(name));
  if (tag?.[0] === 'error' && tag[1] === 'true') return [failedMark(service)];
  if (tag && tag[0] !== 'error' && !/^-?\d+(\.\d+)?$/.test(tag[1])) return [tagMark(service, ...tag)];
  // Below a millisecond nearly everything is long enough.
  if (minDuration === undefined || minDuration < 1_000) return undefined;
  const first = bucketOf(minDuration);
  return Array.from({ length: lastBucket - first + 1 }, (_, at) => lengthMark(service, first + at));
}
