import { describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import {
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { AggregationTemporality, InMemoryMetricExporter } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { count, gauge, inSpan, record, startTelemetry } from '@spil/observability';
import { pointsOf } from './points';
import { metricsRequest, traceRequest } from './shapes';
import { spansOf } from './spans';
import { decode, NotProtobuf } from './wire';

const collected = async () => {
  const spanExporter = new InMemorySpanExporter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const telemetry = startTelemetry({ service: 'wijk', version: '1.2.3', spanExporter, metricExporter, metricIntervalMs: 60_000 });
  const link = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  inSpan(
    'POST /v1/notes',
    { kind: 'server', links: [link], attributes: { 'spil.zone': 'demo', 'spil.count': 3, 'spil.replayed': true } },
    () => inSpan('store note', {}, () => undefined),
  );
  expect(() =>
    inSpan('fails', {}, () => {
      throw new RangeError('x');
    }),
  ).toThrow();
  count('spil.dead_letters', 2, { consumer: 'wijk', reason: 'schema' });
  gauge('spil.relay.oldest_age', 1.5);
  record('spil.promise.street_to_screen', 0.42, { audience: 'crew' });
  await telemetry.flush();
  const found = { spans: spanExporter.getFinishedSpans(), metrics: metricExporter.getMetrics()[0] };
  await telemetry.stop();
  trace.disable();
  if (!found.metrics) throw new Error('no metrics');
  return { spans: found.spans, metrics: found.metrics };
};
const read = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as Record<string, unknown>;

describe('OTLP in protobuf', () => {
  it('reads the same spans as OTLP in JSON', async () => {
    const { spans } = await collected();
    type Spans = Parameters<typeof JsonTraceSerializer.serializeRequest>[0];
    const fromJson = spansOf(read(JsonTraceSerializer.serializeRequest(spans as unknown as Spans)));
    const fromBytes = spansOf(decode(ProtobufTraceSerializer.serializeRequest(spans as unknown as Spans) as Uint8Array, traceRequest));
    expect(fromBytes).toEqual(fromJson);
    expect(fromBytes.spans.find(({ name }) => name === 'POST /v1/notes')).toMatchObject({
      service: 'wijk',
      version: '1.2.3',
      kind: 2,
      attributes: { 'spil.zone': 'demo', 'spil.count': 3, 'spil.replayed': true },
      links: [{ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }],
      failed: false,
    });
    expect(fromBytes.spans.find(({ name }) => name === 'fails')).toMatchObject({
      failed: true,
      attributes: { 'error.type': 'RangeError' },
    });
  });

  it('reads the same points as OTLP in JSON, named as Prometheus names them', async () => {
    const { metrics } = await collected();
    type Metrics = Parameters<typeof JsonMetricsSerializer.serializeRequest>[0];
    const fromJson = pointsOf(read(JsonMetricsSerializer.serializeRequest(metrics as unknown as Metrics)));
    const fromBytes = pointsOf(
      decode(ProtobufMetricsSerializer.serializeRequest(metrics as unknown as Metrics) as Uint8Array, metricsRequest),
    );
    expect(fromBytes).toEqual(fromJson);
    const value = (name: string, le?: string) => fromBytes.points.find((point) => point.name === name && point.labels['le'] === le)?.value;
    expect(value('spil_dead_letters_total')).toBe(2);
    expect(value('spil_relay_oldest_age_seconds')).toBe(1.5);
    expect([
      value('spil_promise_street_to_screen_seconds_bucket', '0.25'),
      value('spil_promise_street_to_screen_seconds_bucket', '0.5'),
    ]).toEqual([0, 1]);
    expect(value('spil_promise_street_to_screen_seconds_count')).toBe(1);
  });

  it('ends every stranger’s bytes in a value or in NotProtobuf', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          spansOf(decode(bytes, traceRequest));
          pointsOf(decode(bytes, metricsRequest));
        } catch (error) {
          expect(error).toBeInstanceOf(NotProtobuf);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('OTLP in JSON', () => {
  it('leaves out what has no valid ids or times, and says how many', () => {
    const span = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', name: 'x', startTimeUnixNano: '1' };
    const request = {
      resourceSpans: [{ scopeSpans: [{ spans: [span, { ...span, traceId: 'x' }, { ...span, startTimeUnixNano: {} }, null] }] }],
    };
    expect(spansOf(request)).toMatchObject({ rejected: 3, spans: [{ service: 'unknown', duration: 0 }] });
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const hidden = { resourceSpans: value, resourceMetrics: [{ scopeMetrics: [{ metrics: value }] }] } as Record<string, unknown>;
        expect(spansOf(hidden).spans).toEqual([]);
        expect(pointsOf(hidden).points).toEqual([]);
      }),
    );
  });
});
