import { monitorEventLoopDelay } from 'node:perf_hooks';
import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { NodeTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { withheld } from './allow-lists';
import { flushLogs, log, type Logger } from './logger';
import { OtlpMetricExporter } from './metric-exporter';
import { beforeExport, count, gauge, metricProducer, startMetrics, stopMetrics } from './metrics';
import { type MessagingTelemetry, messagingTelemetry } from './messaging-telemetry';
import { forgetTracer } from './spans';
import { CountingSpanPipeline, type QueueLimits } from './span-pipeline';

export interface TelemetryOptions {
  service: string;
  version: string;
  /** Base of an OTLP/HTTP receiver, for instance http://127.0.0.1:4318. Absent: nothing is exported, contexts still pass through. */
  otlpUrl?: string | undefined;
  /** Share of new traces kept, 0…1 (default 1). A caller's own decision is always followed. */
  sampling?: number;
  metricIntervalMs?: number;
  /** Tests hand in their own. */
  spanExporter?: SpanExporter;
  metricExporter?: PushMetricExporter;
  queue?: QueueLimits;
}

export interface Telemetry {
  readonly log: Logger;
  readonly messaging: MessagingTelemetry;
  /** Spans lost so far. */
  readonly droppedSpans: number;
  /** Sends everything collected so far; never rejects. */
  flush(): Promise<void>;
  /** Flush, then give back every global and timer: the process may end by itself afterwards. */
  stop(): Promise<void>;
}

const watchProcess = (): (() => void) => {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const told = { ...withheld() };
  // Told from the start as none: a counter that begins with its first event has no growth for an alarm to see.
  count('spil.telemetry.spans_dropped', 0);
  for (const kind of ['attributes', 'labels', 'fields'] as const) count('spil.telemetry.withheld', 0, { kind });
  const undo = [
    beforeExport(() => {
      gauge('spil.eventloop.lag_p99', delay.percentile(99) / 1e9);
      delay.reset();
      gauge('spil.process.memory', process.memoryUsage.rss());
      const now = withheld();
      for (const kind of ['attributes', 'labels', 'fields'] as const) {
        if (now[kind] > told[kind]) count('spil.telemetry.withheld', now[kind] - told[kind], { kind });
        told[kind] = now[kind];
      }
    }),
  ];
  return () => {
    delay.disable();
    for (const off of undo) off();
  };
};

const endpoint = (base: string, path: string): string => `${base.replace(/\/+$/, '')}/${path}`;

const resourceOf = ({ service, version }: TelemetryOptions) =>
  resourceFromAttributes({
    'service.name': service,
    'service.version': version,
    'service.namespace': 'spil',
    'service.instance.id': `${service}-${process.pid}`,
  });

const startTraces = (options: TelemetryOptions) => {
  const { otlpUrl, sampling = 1, queue } = options;
  const exporter =
    options.spanExporter ?? (otlpUrl ? new OTLPTraceExporter({ url: endpoint(otlpUrl, 'v1/traces'), timeoutMillis: 5_000 }) : undefined);
  const pipeline = exporter ? new CountingSpanPipeline(exporter, queue) : undefined;
  const provider = new NodeTracerProvider({
    resource: resourceOf(options),
    // Without a receiver nothing is recorded, but ids still pass from hop to hop.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(pipeline ? sampling : 0) }),
    spanProcessors: pipeline ? [pipeline] : [],
    spanLimits: { attributeCountLimit: 40, linkCountLimit: 128, eventCountLimit: 1, attributeValueLengthLimit: 200 },
  });
  forgetTracer();
  provider.register();
  return { provider, pipeline };
};

const startMeters = (options: TelemetryOptions): MeterProvider => {
  const { otlpUrl, metricIntervalMs: exportIntervalMillis = 5_000 } = options;
  const exporter = options.metricExporter ?? (otlpUrl ? new OtlpMetricExporter(endpoint(otlpUrl, 'v1/metrics')) : undefined);
  const exportTimeoutMillis = Math.min(exportIntervalMillis, 5_000);
  const reading = { exportIntervalMillis, exportTimeoutMillis, metricProducers: [metricProducer] };
  startMetrics();
  return new MeterProvider({
    resource: resourceOf(options),
    readers: exporter ? [new PeriodicExportingMetricReader({ exporter, ...reading })] : [],
  });
};

/** Longest a drain waits for a receiver that is away; its spans are counted as lost. */
const mostWaitMs = 3_000;

/** Waits for `work`, whatever comes of it, but not longer than a drain may take. */
const quietly = (...work: Promise<unknown>[]): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostWaitMs);
  });
  return Promise.race([Promise.allSettled(work).then(() => undefined), late]).finally(() => clearTimeout(timer));
};

/**
 * Starts traces, metrics and the log of this process; one per process, stopped on drain. Everything goes by OTLP/HTTP
 * to `otlpUrl`; a receiver that is away costs counted spans and nothing else.
 */
export const startTelemetry = (options: TelemetryOptions): Telemetry => {
  const { provider, pipeline } = startTraces(options);
  const meters = startMeters(options);
  const unwatch = watchProcess();
  const flush = async (): Promise<void> => {
    await quietly(provider.forceFlush(), meters.forceFlush(), flushLogs());
  };
  const stop = async (): Promise<void> => {
    // Both flush before they end.
    await quietly(provider.shutdown(), meters.shutdown(), flushLogs());
    unwatch();
    stopMetrics();
    forgetTracer();
    for (const api of [trace, context, propagation]) api.disable();
  };
  return {
    log: log(options.service),
    messaging: messagingTelemetry,
    get droppedSpans() {
      return pipeline?.dropped ?? 0;
    },
    flush,
    stop,
  };
};
