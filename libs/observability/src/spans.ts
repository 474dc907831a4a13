import { context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { type AllowedValue, isStrict, type SpanAttributeName, spanAttributes, withhold } from './allow-lists';
import { errorType } from './error-shape';
import { formatTraceparent, parseTraceparent } from './trace-context';

/** A name outside the allow-list does not compile; add it in allow-lists.ts when it can never name a person. */
export type SpanAttributes = { readonly [N in SpanAttributeName]?: AllowedValue | undefined };

/** How a span begins. Without `traceparent` its parent is the active span; `traceparent: null` starts a new trace. */
export interface SpanOptions {
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  attributes?: SpanAttributes;
  traceparent?: string | null | undefined;
  /** Traceparents of the messages this work is about. Malformed ones are left out. */
  links?: readonly (string | undefined)[];
  /** Milliseconds since 1970; default now. */
  startTime?: number;
}

/** A span in hand: for callers that cannot wrap their work in one function. */
export interface OpenSpan {
  readonly traceparent: string;
  /** False when the trace is not sampled: what costs to find out need not be. */
  readonly recording: boolean;
  /** Attributes outside the allow-list are dropped and counted (in tests: thrown). */
  set(attributes: SpanAttributes): void;
  /** Marks failure by type or code, never by text. */
  fail(error: unknown): void;
  end(): void;
  /** Runs `work` with this span active; does not end it. */
  run<T>(work: () => T): T;
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** The ids alone: a caller's `tracestate` is a text of its own making, and would leave with every span below. */
const remote = (traceparent: string | null | undefined): SpanContext | undefined => {
  const parsed = traceparent ? parseTraceparent(traceparent) : undefined;
  if (!parsed) return undefined;
  const { traceId, spanId, sampled } = parsed;
  return { traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
};

const parentOf = ({ traceparent }: SpanOptions): Context => {
  if (traceparent === undefined) return context.active();
  const from = remote(traceparent);
  return from ? trace.setSpanContext(ROOT_CONTEXT, from) : ROOT_CONTEXT;
};

const checkEarly = (attributes: SpanAttributes | undefined): void => {
  if (!attributes || !isStrict()) return;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && !spanAttributes.get(name)?.(value)) withhold('attribute', name);
  }
};

const written = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return formatTraceparent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) === 1 });
};

class Opened implements OpenSpan {
  private text: string | undefined;
  constructor(
    private readonly span: Span,
    private readonly within: Context,
  ) {}
  get recording(): boolean {
    return this.span.isRecording();
  }
  get traceparent(): string {
    return (this.text ??= written(this.span));
  }
  set(attributes: SpanAttributes): void {
    checkEarly(attributes);
    this.span.setAttributes(attributes);
  }
  fail(error: unknown): void {
    this.span.setAttribute('error.type', errorType(error));
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }
  end(): void {
    this.span.end();
  }
  run<T>(work: () => T): T {
    return context.with(this.within, work);
  }
}

const link = (span: Span, links: readonly (string | undefined)[]): void => {
  for (const text of links) {
    const linked = remote(text);
    if (linked) span.addLink({ context: linked });
  }
};

// A proxy that follows the provider of the day; asking for it per span would cost a look-up.
let proxy: Tracer | undefined;
const tracer = (): Tracer => (proxy ??= trace.getTracer('spil'));

/** A provider was replaced: the next span asks anew. */
export const forgetTracer = (): void => {
  proxy = undefined;
};

/** Starts a span; the caller must call `end()`. Prefer `inSpan`. `name` is a template with no ids in it. */
export const startSpan = (name: string, options: SpanOptions = {}): OpenSpan => {
  checkEarly(options.attributes);
  const parent = parentOf(options);
  const { kind = 'internal', attributes, startTime, links } = options;
  const base = { kind: kinds[kind] };
  const span = tracer().startSpan(name, startTime === undefined ? base : { ...base, startTime }, parent);
  // Only now is it known whether anybody will look: an unsampled hop must cost next to nothing.
  if (span.isRecording()) {
    if (attributes) span.setAttributes(attributes);
    if (links) link(span, links);
  }
  return new Opened(span, trace.setSpan(parent, span));
};

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

/** Runs `work` inside a span that ends with it (or with its promise). A throw marks the span failed by type and goes on. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: OpenSpan) => T): T => {
  const span = startSpan(name, options);
  const failed = (error: unknown): never => {
    span.fail(error);
    span.end();
    throw error;
  };
  let result: T;
  try {
    result = span.run(() => work(span));
  } catch (error) {
    return failed(error);
  }
  if (!isPromise(result)) {
    span.end();
    return result;
  }
  return result.then((value) => {
    span.end();
    return value;
  }, failed) as T;
};

/** The active span as a traceparent to store beside an event, or undefined outside any span. */
export const activeTraceparent = (): string | undefined => {
  const span = trace.getSpan(context.active());
  return span && isSpanContextValid(span.spanContext()) ? written(span) : undefined;
};

/** Trace and span id of the active span, for log lines and read-log lines. */
export const activeTraceIds = (): { traceId: string; spanId: string } | undefined => {
  const active = trace.getSpan(context.active())?.spanContext();
  return active && isSpanContextValid(active) ? { traceId: active.traceId, spanId: active.spanId } : undefined;
};
