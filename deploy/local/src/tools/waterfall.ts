/** What is read of a trace in Jaeger's query API; times and durations in microseconds. */
export interface JaegerTrace {
  traceID: string;
  spans: JaegerSpan[];
  processes: Record<string, { serviceName: string }>;
}
export interface JaegerSpan {
  spanID: string;
  operationName: string;
  references: { refType: string; traceID: string; spanID: string }[];
  startTime: number;
  duration: number;
  processID: string;
  tags: { key: string; value: unknown }[];
}

interface Row {
  span: JaegerSpan;
  depth: number;
}

const barWidth = 30;
const tagOf = (span: JaegerSpan, key: string): unknown => span.tags.find((tag) => tag.key === key)?.value;
const parentOf = (span: JaegerSpan): string | undefined => span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID;
const byStart = (a: JaegerSpan, b: JaegerSpan): number => a.startTime - b.startTime || b.duration - a.duration;

/** Spans in the order a person reads them: each under its parent; what lost its parent (not sampled, not arrived) stands at the left. */
const rowsOf = (spans: readonly JaegerSpan[]): Row[] => {
  const known = new Set(spans.map(({ spanID }) => spanID));
  const children = new Map<string, JaegerSpan[]>();
  for (const span of spans) {
    const parent = parentOf(span);
    const key = parent !== undefined && known.has(parent) && parent !== span.spanID ? parent : '';
    children.set(key, [...(children.get(key) ?? []), span]);
  }
  const seen = new Set<string>();
  const under = (parent: string, depth: number): Row[] =>
    (children.get(parent) ?? []).sort(byStart).flatMap((span) => {
      if (seen.has(span.spanID)) return [];
      seen.add(span.spanID);
      return [{ span, depth }, ...under(span.spanID, depth + 1)];
    });
  const rows = under('', 0);
  // Parents in a circle have no beginning; they are shown all the same.
  return [...rows, ...spans.filter(({ spanID }) => !seen.has(spanID)).map((span) => ({ span, depth: 0 }))];
};

/** Microseconds for people: `12.3 ms`, `1.24 s`, `2 min 05 s`. */
export const lengthText = (micros: number): string => {
  if (micros < 1e6) return `${(micros / 1000).toFixed(1)} ms`;
  if (micros < 6e7) return `${(micros / 1e6).toFixed(2)} s`;
  const seconds = Math.round(micros / 1e6);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
};

const bar = (from: number, length: number, total: number): string => {
  const scale = barWidth / Math.max(total, 1);
  const left = Math.min(Math.floor(from * scale), barWidth - 1);
  const cells = Math.max(1, Math.min(Math.round(length * scale), barWidth - left));
  return `${' '.repeat(left)}${length * scale < 0.5 ? '▏' : '█'.repeat(cells)}`.padEnd(barWidth);
};

/** Where a message came from, when that is not simply the span above. */
const origins = (span: JaegerSpan, trace: JaegerTrace): string[] =>
  span.references.flatMap(({ refType, traceID, spanID }) => {
    if (refType === 'CHILD_OF' || spanID === parentOf(span)) return [];
    if (traceID !== trace.traceID) return [`linked to trace ${traceID}`];
    const origin = trace.spans.find((one) => one.spanID === spanID);
    return origin ? [`↪ created in ${serviceOf(origin, trace)}: ${origin.operationName}`] : [];
  });

/** What a span says beside its name: failure, wait, repeat, and where its message came from. */
const remarks = (span: JaegerSpan, trace: JaegerTrace): string[] => {
  const waited = tagOf(span, 'spil.outbox.waited_ms');
  const deliveries = Number(tagOf(span, 'spil.delivery.count') ?? 1);
  return [
    ...(tagOf(span, 'error') === true ? [`✗ ${String(tagOf(span, 'error.type') ?? 'failed')}`] : []),
    ...(waited === undefined ? [] : [`waited ${lengthText(Number(waited) * 1000)} in the outbox`]),
    ...(deliveries > 1 ? [`delivery ${deliveries}`] : []),
    ...(tagOf(span, 'spil.duplicate') === true ? ['duplicate'] : []),
    ...origins(span, trace),
  ];
};

/** A process span under its publish span: what lies between is the queue. */
const inQueue = (span: JaegerSpan, trace: JaegerTrace): string[] => {
  const above = parentOf(span);
  const parent = trace.spans.find(({ spanID }) => spanID === above);
  if (!parent || tagOf(span, 'messaging.operation.type') !== 'process') return [];
  return [`${lengthText(Math.max(0, span.startTime - parent.startTime))} in the queue`];
};

const serviceOf = (span: JaegerSpan, trace: JaegerTrace): string => trace.processes[span.processID]?.serviceName ?? '?';

/** First moment and whole length, in microseconds. */
const extent = ({ spans }: JaegerTrace): { begin: number; total: number } => {
  const begin = spans.reduce((least, { startTime }) => Math.min(least, startTime), Infinity);
  return { begin, total: spans.reduce((most, { startTime, duration }) => Math.max(most, startTime + duration - begin), 0) };
};

/**
 * A trace as lines of text. Time across the queue is visible twice: as the outbox's wait on the publish span and as
 * the gap between a publish and the process under it, which is named `in the queue`.
 */
export const waterfall = (trace: JaegerTrace): string[] => {
  const { begin, total } = extent(trace);
  const services = [...new Set(trace.spans.map((span) => serviceOf(span, trace)))];
  const widest = Math.max(...services.map((name) => name.length));
  const line = ({ span, depth }: Row): string => {
    const offset = span.startTime - begin;
    const times = `${lengthText(offset).padStart(11)} ${lengthText(span.duration).padStart(11)}`;
    const about = [...inQueue(span, trace), ...remarks(span, trace)].map((remark) => ` · ${remark}`).join('');
    const name = `${'  '.repeat(depth)}${span.operationName}`;
    return `${times}  ${bar(offset, span.duration, total)}  ${serviceOf(span, trace).padEnd(widest)}  ${name}${about}`;
  };
  const head = `trace ${trace.traceID}: ${trace.spans.length} spans in ${services.length} services (${services.join(', ')}), ${lengthText(total)}`;
  return [head, '', `${'offset'.padStart(11)} ${'length'.padStart(11)}`, ...rowsOf(trace.spans).map(line)];
};
