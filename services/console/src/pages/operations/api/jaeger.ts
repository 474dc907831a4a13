// Jaeger's query API as these pages read it (model/json of jaegertracing/jaeger): Tempo, Jaeger and the embedded receiver answer alike.
type Value = string | number | boolean;
interface JaegerTag {
  key: string;
  value: Value;
}
interface JaegerSpan {
  spanID: string;
  operationName: string;
  references?: { refType: string; traceID: string; spanID: string }[];
  startTime: number;
  duration: number;
  tags?: JaegerTag[];
  processID: string;
}
export interface JaegerTrace {
  traceID: string;
  spans: JaegerSpan[];
  processes: Record<string, { serviceName: string; tags?: JaegerTag[] }>;
}

/** One piece of work. Times in microseconds. */
export interface Span {
  id: string;
  service: string;
  version: string | undefined;
  name: string;
  kind: string;
  start: number;
  duration: number;
  parent: string | undefined;
  /** What it is about without being its child: the message's making, across the queue. */
  links: { traceId: string; spanId: string }[];
  tags: Record<string, Value>;
  failed: boolean;
}
export interface Trace {
  id: string;
  spans: Span[];
}
/** A trace in one line. */
export interface Summary {
  id: string;
  name: string;
  service: string;
  services: string[];
  start: number;
  duration: number;
  spans: number;
  failed: number;
}

const tagsOf = (tags: readonly JaegerTag[] | undefined): Record<string, Value> =>
  Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value]));

function spanOf(span: JaegerSpan, { processes }: JaegerTrace): Span {
  const process = processes[span.processID];
  const { error, 'span.kind': kind, 'otel.status_code': status, ...tags } = tagsOf(span.tags);
  const references = span.references ?? [];
  const parent = references.find(({ refType }) => refType === 'CHILD_OF')?.spanID;
  const version = tagsOf(process?.tags)['service.version'];
  return {
    id: span.spanID,
    service: process?.serviceName ?? '?',
    version: version === undefined ? undefined : String(version),
    name: span.operationName,
    kind: String(kind ?? ''),
    start: span.startTime,
    duration: span.duration,
    parent,
    links: references.filter((one) => one.spanID !== parent).map(({ traceID, spanID }) => ({ traceId: traceID, spanId: spanID })),
    tags,
    failed: error === true || error === 'true' || status === 'ERROR',
  };
}

export const readTrace = (trace: JaegerTrace): Trace => ({ id: trace.traceID, spans: trace.spans.map((span) => spanOf(span, trace)) });

const endOf = ({ start, duration }: Span): number => start + duration;

/** What a trace is, in one line: its first piece of work, how long from first to last, who took part. */
export function summaryOf({ id, spans }: Trace): Summary | undefined {
  const first = [...spans].sort((a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined) || a.start - b.start)[0];
  if (!first) return undefined;
  const start = Math.min(...spans.map((span) => span.start));
  return {
    id,
    name: first.name,
    service: first.service,
    services: [...new Set(spans.map(({ service }) => service))],
    start,
    duration: Math.max(...spans.map(endOf)) - start,
    spans: spans.length,
    failed: spans.filter(({ failed }) => failed).length,
  };
}

/** Calls from one service to another, as `/api/dependencies` counts them. */
export interface Call {
  parent: string;
  child: string;
  callCount: number;
}
