import type { SpanContext, SpanStatusCode } from '@opentelemetry/api';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { spanAttributes, withhold } from './allow-lists';
import { count } from './metrics';

/** A span name is a template: words, subjects and routes, no ids of people and no sentences. */
const nameFits = /^[A-Za-z0-9_.:{}$*>/ -]{1,120}$/;

const forgetState = (context: SpanContext): void => {
  if (context.traceState) delete context.traceState;
};

/**
 * Last gate before the queue, for every span of the process whoever made it: attributes outside the allow-list go,
 * events go (they carry exception texts), status texts go, a caller's `tracestate` goes. The SDK's own objects are changed in place because a copy
 * per span would cost more than the rest of the hop.
 */
const clean = (span: ReadableSpan): void => {
  const attributes = span.attributes as Record<string, unknown>;
  for (const name of Object.keys(attributes)) {
    if (spanAttributes.get(name)?.(attributes[name])) continue;
    delete attributes[name];
    withhold('attribute', name);
  }
  if (span.events.length > 0) span.events.length = 0;
  forgetState(span.spanContext());
  for (const link of span.links) {
    if (link.attributes) delete link.attributes;
    forgetState(link.context);
  }
  if (span.status.message !== undefined) {
    const editable = span as unknown as { status: { code: SpanStatusCode } };
    editable.status = { code: span.status.code };
  }
  if (!nameFits.test(span.name)) {
    (span as { name: string }).name = 'unlisted';
    withhold('span name', 'unlisted');
  }
};

export interface QueueLimits {
  queue: number;
  batch: number;
  delayMs: number;
}

/**
 * Room for a burst of 65,536 spans: the SDK's defaults lose spans silently. Posted at most half a second late, since every post costs
 * both sides some milliseconds however few spans it has; and by 512, so that none stops a process for longer than that.
 */
export const queueLimits: QueueLimits = { queue: 65_536, batch: 512, delayMs: 500 };

/**
 * The SDK's batch processor behind our gate, with a count of every span that does not arrive: the SDK drops without a
 * word when its queue is full, and forgets a batch whose export failed.
 */
export class CountingSpanPipeline implements SpanProcessor {
  private readonly batch: BatchSpanProcessor;
  private queued = 0;
  private lost = 0;

  constructor(
    exporter: SpanExporter,
    private readonly limits: QueueLimits = queueLimits,
  ) {
    const counting: SpanExporter = {
      export: (spans, done) => {
        this.queued -= spans.length;
        exporter.export(spans, (result) => {
          if (result.code !== 0) this.lose(spans.length);
          done(result);
        });
      },
      shutdown: () => exporter.shutdown(),
      forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    };
    const { queue: maxQueueSize, batch: maxExportBatchSize, delayMs: scheduledDelayMillis } = limits;
    this.batch = new BatchSpanProcessor(counting, { maxQueueSize, maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis: 15_000 });
  }

  /** Spans that were ended and will not arrive. */
  get dropped(): number {
    return this.lost;
  }

  onStart(span: Span, parent: Parameters<SpanProcessor['onStart']>[1]): void {
    this.batch.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & 1) === 0) return;
    if (this.queued >= this.limits.queue) return this.lose(1);
    clean(span);
    this.queued++;
    this.batch.onEnd(span);
  }

  async forceFlush(): Promise<void> {
    // A failed export is already counted; a drain must not fail because the collector is away.
    await this.batch.forceFlush().catch(() => undefined);
  }

  async shutdown(): Promise<void> {
    await this.batch.shutdown().catch(() => undefined);
  }

  private lose(spans: number): void {
    this.lost += spans;
    count('spil.telemetry.spans_dropped', spans);
  }
}
