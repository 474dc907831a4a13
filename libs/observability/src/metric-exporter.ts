import { JsonMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { AggregationTemporality, type PushMetricExporter, type ResourceMetrics } from '@opentelemetry/sdk-metrics';

type Done = Parameters<PushMetricExporter['export']>[1];

/**
 * Posts metrics as OTLP/HTTP JSON. The packaged exporter of this line of versions does not exist, and this is all it
 * would do for us. A failed post is no loss: cumulative values go again with the next one.
 */
export class OtlpMetricExporter implements PushMetricExporter {
  private inFlight: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  export(metrics: ResourceMetrics, done: Done): void {
    this.inFlight = this.post(metrics).then(
      () => done({ code: 0 }),
      (error: unknown) => done({ code: 1, error: error instanceof Error ? error : new Error('metrics not taken') }),
    );
  }

  selectAggregationTemporality(): AggregationTemporality {
    return AggregationTemporality.CUMULATIVE;
  }

  forceFlush(): Promise<void> {
    return this.inFlight;
  }

  shutdown(): Promise<void> {
    return this.inFlight;
  }

  private async post(metrics: ResourceMetrics): Promise<void> {
    const body = JsonMetricsSerializer.serializeRequest(metrics);
    if (!body) return;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`);
  }
}
