import type { StoredSpan } from '../otlp/spans';
import { marksFor, marksOf } from './marks';
import { type Segment, type Segments, writeInto } from './segments';

/** What to search for. Times in microseconds since 1970, durations in microseconds. */
export interface TraceQuery {
  service: string;
  operation?: string | undefined;
  tags: Readonly<Record<string, string>>;
  from: number;
  to: number;
  minDuration?: number | undefined;
  maxDuration?: number | undefined;
  limit: number;
}

/** Reading this many candidates is the most one search may cost. */
const mostCandidates = 20_000;

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};

const tagOf = (span: StoredSpan, name: string): string | undefined => {
  if (name === 'error') return span.failed ? 'true' : undefined;
  const value = span.attributes[name];
  return value === undefined ? undefined : String(value);
};

const fits = (span: StoredSpan, query: TraceQuery): boolean =>
  span.service === query.service &&
  (query.operation === undefined || span.name === query.operation) &&
  span.start >= query.from &&
  span.start <= query.to &&
  span.duration >= (query.minDuration ?? 0) &&
  span.duration <= (query.maxDuration ?? Infinity) &&
  Object.entries(query.tags).every(([name, value]) => tagOf(span, name) === value);

/** A batch is indexed under its earliest span; later ones of the same batch may start up to a minute after it. */
const lateMicros = 60_000_000;

/** Ids under any of the marks in one file, newest first. */
function* marked(segment: Segment, marks: readonly number[], { from, to }: TraceQuery): Generator<string> {
  const heads = marks.flatMap((mark) => {
    const range = {
      start: [mark, to, '\uffff'] as [number, number, string],
      end: [mark, from - lateMicros, ''] as [number, number, string],
    };
    const keys = segment.marks.getKeys({ ...range, reverse: true })[Symbol.iterator]();
    const first = keys.next();
    return first.done ? [] : [{ keys, key: first.value }];
  });
  while (heads.length > 0) {
    const newest = heads.reduce((best, head) => (head.key[1] > best.key[1] ? head : best));
    yield newest.key[2];
    const next = newest.keys.next();
    if (next.done) heads.splice(heads.indexOf(newest), 1);
    else newest.key = next.value;
  }
}

/** Traces on disk. Writes go to the newest segment, reads look through all. */
export class TraceStore {
  private batch = 0;
  private pending = 0;
  /** Spans that were not kept because writing could not keep up, or failed. */
  dropped = 0;
  stored = 0;

  constructor(
    private readonly segments: Segments,
    private readonly mostPending = 50_000,
  ) {}

  /** Stores spans; answers false (and counts) when the disk is too far behind, rejects (and counts) when it refuses. Resolves once they can be read. */
  async add(spans: readonly StoredSpan[]): Promise<boolean> {
    if (this.pending + spans.length > this.mostPending) {
      this.dropped += spans.length;
      return false;
    }
    this.pending += spans.length;
    try {
      const segment = this.segments.current;
      await writeInto(segment, () => this.write(segment, spans));
      this.stored += spans.length;
      return true;
    } catch (error) {
      // The disk is full or gone: lost is lost, whatever the reason.
      this.dropped += spans.length;
      throw error;
    } finally {
      this.pending -= spans.length;
    }
  }

  /** The spans of one trace, by start; a span that was sent twice is there once. */
  trace(traceId: string): StoredSpan[] {
    const found = new Map<string, StoredSpan>();
    for (const segment of this.segments.newestFirst) {
      for (const { value } of segment.spans.getRange({ start: [traceId, 0], end: [traceId, Infinity] })) {
        for (const span of value) found.set(span.spanId, span);
      }
    }
    // Starts are whole milliseconds in many SDKs: of two that began together the longer one holds the other.
    return [...found.values()].sort((a, b) => a.start - b.start || b.duration - a.duration);
  }

  /** The newest traces in which one span fits the whole query. */
  search(query: TraceQuery): StoredSpan[][] {
    const seen = new Set<string>();
    const found: StoredSpan[][] = [];
    for (const traceId of this.candidates(query)) {
      if (seen.has(traceId)) continue;
      if (seen.size >= mostCandidates) break;
      seen.add(traceId);
      const spans = this.trace(traceId);
      if (spans.some((span) => fits(span, query))) found.push(spans);
      if (found.length >= query.limit) break;
    }
    return found;
  }

  /** Every service seen, in order of name. */
  services(): string[] {
    return [
      ...new Set(this.segments.newestFirst.flatMap(({ operations }) => [...operations.getKeys()].map(([service]) => service))),
    ].sort();
  }

  /** Operations of a service, in order of name. */
  operations(service: string): string[] {
    const range = { start: [service, ''] as [string, string], end: [service, '\uffff'] as [string, string] };
    return [
      ...new Set(this.segments.newestFirst.flatMap(({ operations }) => [...operations.getKeys(range)].map(([, name]) => name))),
    ].sort();
  }

  private write(segment: Segment, spans: readonly StoredSpan[]): void {
    for (const [traceId, together] of groupBy(spans, (span) => span.traceId)) {
      void segment.spans.put([traceId, this.nextBatch()], together);
      for (const [service, own] of groupBy(together, (span) => span.service)) {
        const start = own.reduce((least, span) => Math.min(least, span.start), Infinity);
        const names = [...new Set(own.map((span) => span.name))];
        void segment.byService.put([service, start, traceId], names);
        for (const mark of marksOf(service, own)) void segment.marks.put([mark, start, traceId], 1);
        for (const name of names) this.remember(segment, service, name);
      }
    }
  }

  private remember(segment: Segment, service: string, name: string): void {
    if (segment.operations.get([service, name]) === undefined) void segment.operations.put([service, name], 1);
  }

  /** Never repeats within a trace, also over a restart. */
  private nextBatch(): number {
    this.batch = Math.max(this.batch + 1, Date.now() * 1000);
    return this.batch;
  }

  /** Ids that may fit, newest first: by a mark when the search names one, else everything of the service. */
  private *candidates(query: TraceQuery): Generator<string> {
    const marks = marksFor(query);
    if (!marks) return yield* this.ofService(query);
    for (const segment of this.segments.newestFirst) yield* marked(segment, marks, query);
  }

  private *ofService({ service, operation, from, to }: TraceQuery): Generator<string> {
    const start: [string, number, string] = [service, to, '\uffff'];
    const end: [string, number, string] = [service, from - lateMicros, ''];
    for (const { byService } of this.segments.newestFirst) {
      for (const { key, value } of byService.getRange({ start, end, reverse: true })) {
        if (operation === undefined || value.includes(operation)) yield key[2];
      }
    }
  }
}
