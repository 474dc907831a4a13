import { zoneOfSubject } from '@spil/contracts';

/** Where a question about traces or figures goes, and nothing else: the two query APIs the pages speak (architecture.md §9). */
export type TelemetrySource = 'traces' | 'metrics';

/** Jaeger's and Prometheus' reads. No writes, no administration, no list of what a server is configured with. */
const allowed: readonly (readonly [RegExp, TelemetrySource])[] = [
  [/^api\/services$/, 'traces'],
  [/^api\/services\/[A-Za-z0-9][A-Za-z0-9._-]{0,119}\/operations$/, 'traces'],
  [/^api\/traces$/, 'traces'],
  [/^api\/traces\/[0-9a-fA-F]{1,32}$/, 'traces'],
  [/^api\/dependencies$/, 'traces'],
  [/^api\/v1\/(query|query_range|alerts|rules)$/, 'metrics'],
];

/** Which source answers this path, or undefined when an operator has no business there. */
export const sourceOf = (path: string): TelemetrySource | undefined => allowed.find(([form]) => form.test(path))?.[1];

type Listed = ReadonlyMap<string, (value: unknown) => boolean>;
interface Tag {
  key: string;
  value?: unknown;
}
interface TraceShape {
  spans?: { tags?: Tag[]; logs?: unknown[] }[];
  processes?: Record<string, { tags?: Tag[] }>;
}

/** What Jaeger itself adds to a span, and what a process says of itself. */
const ofJaeger = ['span.kind', 'error', 'otel.status_code', 'service.version', 'service.namespace', 'service.instance.id'];

/** What a question about traces may say. */
const asked = ['service', 'operation', 'start', 'end', 'lookback', 'limit', 'minDuration', 'maxDuration', 'tags', 'endTs', 'spanKind'];

/**
 * May a question about traces be passed on? One for a tag that is never shown may not: whether it finds something tells what it
 * holds. `tags` is Jaeger's JSON object, tag by value.
 */
export function mayAskTraces(query: URLSearchParams, listed: Listed): boolean {
  if ([...query.keys()].some((name) => !asked.includes(name))) return false;
  return query.getAll('tags').every((tags) => keysOf(tags)?.every((key) => listed.has(key) || ofJaeger.includes(key)) ?? false);
}

function keysOf(tags: string): string[] | undefined {
  try {
    const said = JSON.parse(tags) as unknown;
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? Object.keys(said) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Structure and timing, never content (architecture.md §9): a trace loses every tag outside the allow-list, every tag whose value
 * has not the listed shape and every log entry before it leaves. The services keep the same list; this is for what others put in
 * the same store. A trace that says it touched another zone is not there at all: zones are a wall for operators too.
 */
export function withoutContent(answer: unknown, listed: Listed, zone: string): unknown {
  const traces = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(traces)) return answer;
  const keeps = ({ key, value }: Tag): boolean => listed.get(key)?.(value) ?? ofJaeger.includes(key);
  const data = (traces as (TraceShape | string | null)[]).filter((trace) => !isElsewhere(trace, zone));
  for (const trace of data) if (typeof trace === 'object' && trace !== null) clean(trace, keeps);
  return { ...(answer as object), data };
}

function isElsewhere(trace: TraceShape | string | null, zone: string): boolean {
  if (typeof trace !== 'object' || trace === null) return false;
  return (trace.spans ?? []).some(({ tags = [] }) => tags.some((tag) => (zoneOfTag(tag) ?? zone) !== zone));
}

/** Every message says its zone in its subject; what has none says it in a tag. */
function zoneOfTag({ key, value }: Tag): unknown {
  if (key === 'spil.zone') return value;
  return key === 'messaging.destination.name' && typeof value === 'string' ? zoneOfSubject(value) : undefined;
}

function clean({ spans = [], processes = {} }: TraceShape, keeps: (tag: Tag) => boolean): void {
  for (const span of spans) {
    span.tags = (span.tags ?? []).filter(keeps);
    span.logs = [];
  }
  for (const process of Object.values(processes)) process.tags = (process.tags ?? []).filter(keeps);
}
