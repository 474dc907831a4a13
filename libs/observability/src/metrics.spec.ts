import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AggregationTemporality, InMemoryMetricExporter } from '@opentelemetry/sdk-metrics';
import {
  count,
  gauge,
  metricTable,
  NotAllowedInTelemetry,
  observe,
  prometheusName,
  record,
  startTelemetry,
  throwOnUnlisted,
} from './index';
import type { MetricName, Telemetry } from './index';
import { subjectTemplate, waitedMs } from './subjects';

let telemetry: Telemetry;
let exporter: InMemoryMetricExporter;
beforeEach(() => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  telemetry = startTelemetry({ service: 'wijk', version: '0', metricExporter: exporter, metricIntervalMs: 60_000 });
});
afterEach(async () => {
  throwOnUnlisted(false);
  await telemetry.stop();
});

const points = async (name: string) => {
  await telemetry.flush();
  const metrics =
    exporter
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  return metrics.find((metric) => metric.descriptor.name === name)?.dataPoints ?? [];
};

describe('metrics', () => {
  it('counts, sets and records what the table declares', async () => {
    count('spil.dead_letters', 2, { consumer: 'information-sharing', reason: 'schema' });
    gauge('spil.relay.backlog', 7);
    record('spil.promise.street_to_screen', 0.42, { audience: 'crew' });
    expect(await points('spil.dead_letters')).toMatchObject([
      { value: 2, attributes: { consumer: 'information-sharing', reason: 'schema' } },
    ]);
    expect(await points('spil.relay.backlog')).toMatchObject([{ value: 7 }]);
    expect(await points('spil.promise.street_to_screen')).toMatchObject([{ value: { count: 1, sum: 0.42 } }]);
  });

  it('reads observed gauges just before the export, until told otherwise', async () => {
    let clients = 3;
    const off = observe('spil.feed.clients', () => [{ value: clients, labels: { audience: 'crew' } }]);
    observe('spil.relay.backlog', () => {
      throw new Error('a failing reader stops nobody');
    });
    expect(await points('spil.feed.clients')).toMatchObject([{ value: 3, attributes: { audience: 'crew' } }]);
    off();
    clients = 9;
    expect(await points('spil.feed.clients')).toMatchObject([{ value: 3 }]);
  });

  it('drops a label outside the list, and throws in tests', async () => {
    const labels = { reason: 'policy', name: 'Jan' } as { reason: string };
    count('spil.reads.refused', 1, labels);
    expect(await points('spil.reads.refused')).toMatchObject([{ attributes: { reason: 'policy' } }]);
    throwOnUnlisted(true);
    expect(() => count('spil.reads.refused', 1, labels)).toThrow(NotAllowedInTelemetry);
    expect(() => count('spil.reads.refused', 1, { reason: 'Jan Peeters' })).toThrow(NotAllowedInTelemetry);
  });

  it('names each metric for Prometheus once', () => {
    const names = Object.keys(metricTable).map((name) => prometheusName(name as MetricName));
    expect(new Set(names).size).toBe(names.length);
    expect(prometheusName('spil.dead_letters')).toBe('spil_dead_letters_total');
    expect(prometheusName('spil.promise.street_to_screen')).toBe('spil_promise_street_to_screen_seconds');
    expect(prometheusName('spil.stream.bytes_ratio')).toBe('spil_stream_bytes_ratio');
  });
});

describe('subjects', () => {
  it.each([
    ['events.wijk.demo.note-recorded.3', 'events.wijk.{zone}.note-recorded'],
    ['requests.wijk.demo.record-note', 'requests.wijk.{zone}.record-note'],
    ['feeds.demo.crew-noord.briefing.0', 'feeds.{zone}.crew-{team}.briefing'],
    ['feeds.demo.local-investigation.item.11', 'feeds.{zone}.local-investigation.item'],
    ['dead.wijk', 'dead.wijk'],
  ])('%s has template %s', (subject, template) => expect(subjectTemplate(subject)).toBe(template));

  it('reads the outbox wait from a UUIDv7 and from nothing else', () => {
    const at = 1_700_000_000_000;
    const id = `${at
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-')}-7000-8000-000000000000`;
    expect([waitedMs(id, at + 12), waitedMs(id, at - 1), waitedMs('sig-1', at)]).toEqual([12, undefined, undefined]);
  });
});
