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

interface Tag {
  key: string;
}
interface TraceShape {
  spans?: { tags?: Tag[]; logs?: unknown[] }[];
  processes?: Record<string, { tags?: Tag[] }>;
}

/** What Jaeger itself adds to a span, and what a process says of itself. */
const ofJaeger = ['span.kind', 'error', 'otel.status_code', 'service.version', 'service.namespace', 'service.instance.id'];

/**
 * Structure and timing, never content (architecture.md §9): a trace loses every tag outside the allow-list and every log
 * entry before it leaves. The services keep the same list; this is for what others put in the same store.
 */
export function withoutContent(answer: unknown, listed: ReadonlyMap<string, (value: unknown) => boolean>): unknown {
  const traces = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(traces)) return answer;
  const keeps = ({ key }: Tag): boolean => listed.has(key) || ofJaeger.includes(key);
  for (const trace of traces as (TraceShape | string | null)[]) if (typeof trace === 'object' && trace !== null) clean(trace, keeps);
  return answer;
}

function clean({ spans = [], processes = {} }: TraceShape, keeps: (tag: Tag) => boolean): void {
  for (const span of spans) {
    span.tags = (span.tags ?? []).filter(keeps);
    span.logs = [];
  }
  for (const process of Object.values(processes)) process.tags = (process.tags ?? []).filter(keeps);
}
