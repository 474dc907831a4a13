import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { activeTraceIds, count, inSpan, messagingTelemetry, startTelemetry } from '@spil/observability';
import type { JaegerTrace } from './jaeger/shape';
import { type Receiver, startReceiver } from './server';

let dataDir: string;
let receiver: Receiver;
const start = (more: { bytes?: number; days?: number; now?: () => number } = {}) =>
  startReceiver({ port: 0, host: '127.0.0.1', dataDir, days: 7, bytes: 1e9, ...more });
const get = async <T>(path: string): Promise<T> => {
  const answer = await fetch(receiver.url + path);
  return (await answer.json()) as T;
};
const traces = async (query: string) => (await get<{ data: JaegerTrace[] }>(`/api/traces?${query}`)).data;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'spil-receiver-'));
  receiver = await start();
});
afterEach(async () => {
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One note from the edge over the bus to a handler, as three services would tell it. */
const tellOneTrace = async (): Promise<string> => {
  let traceId = '';
  let stored = '';
  const as = async (service: string, work: () => unknown) => {
    const telemetry = startTelemetry({ service, version: '1.0.0', otlpUrl: receiver.url, metricIntervalMs: 60_000 });
    await work();
    await telemetry.stop();
    expect(telemetry.droppedSpans).toBe(0);
  };
  await as('wijk', () =>
    inSpan('record-note', { kind: 'server', traceparent: null }, (span) => {
      traceId = activeTraceIds()?.traceId ?? '';
      const facts = { subject: 'events.wijk.demo.note-recorded.3', id: '0190a5c0-0000-7000-8000-000000000000', bytes: 633 };
      const publishing = messagingTelemetry.publishing({ ...facts, traceparent: span.traceparent });
      stored = publishing.traceparent;
      publishing.settled('acknowledged');
      count('spil.messages.published', 4, { destination: 'events.wijk.{zone}.note-recorded', outcome: 'acknowledged' });
    }),
  );
  await as('information-sharing', () => {
    const facts = { subject: 'events.wijk.demo.note-recorded.3', id: 'x', bytes: 633, consumer: 'information-sharing', deliveries: 1 };
    return messagingTelemetry.processing({ ...facts, traceparent: stored, created: stored }, () => undefined);
  });
  return traceId;
};

describe('exporter → receiver → Jaeger query API', () => {
  it('shows one trace over two services, also after a restart', async () => {
    const traceId = await tellOneTrace();
    await receiver.close();
    receiver = await start();
    const [trace] = (await get<{ data: JaegerTrace[] }>(`/api/traces/${traceId}`)).data;
    expect(trace?.spans.map((span) => span.operationName)).toEqual([
      'record-note',
      'publish events.wijk.{zone}.note-recorded',
      'process events.wijk.{zone}.note-recorded',
    ]);
    expect(Object.values(trace?.processes ?? {}).map((process) => process.serviceName)).toEqual(['wijk', 'information-sharing']);
    const [, publish, process] = trace?.spans ?? [];
    expect(process?.references).toEqual([
      { refType: 'CHILD_OF', traceID: traceId, spanID: publish?.spanID },
      { refType: 'FOLLOWS_FROM', traceID: traceId, spanID: publish?.spanID },
    ]);
    expect(process?.tags).toContainEqual({ key: 'span.kind', type: 'string', value: 'consumer' });
  });

  it('answers services, operations, search and dependencies', async () => {
    const traceId = await tellOneTrace();
    expect(await get('/api/services')).toMatchObject({ data: ['information-sharing', 'wijk'], total: 2, errors: null });
    expect(await get('/api/services/wijk/operations')).toMatchObject({ data: ['publish events.wijk.{zone}.note-recorded', 'record-note'] });
    expect((await traces('service=wijk&operation=record-note')).map((trace) => trace.traceID)).toEqual([traceId]);
    expect(await traces(`service=wijk&tags=${encodeURIComponent('{"messaging.message.body.size":"633"}')}`)).toHaveLength(1);
    expect(await traces('service=wijk&tags=%7B%22error%22%3A%22true%22%7D')).toEqual([]);
    expect(await traces('service=wijk&minDuration=10m')).toEqual([]);
    expect(await traces('service=mediation')).toEqual([]);
    expect(await traces(`service=wijk&end=${(Date.now() - 3_600_000) * 1000}`)).toEqual([]);
    expect(await get('/api/dependencies?lookback=3600000')).toMatchObject({
      data: [{ parent: 'wijk', child: 'information-sharing', callCount: 1 }],
    });
  });

  it('answers metrics as Prometheus does', async () => {
    await tellOneTrace();
    const query = 'sum by (service_name) (spil_messages_published_total{outcome="acknowledged"})';
    expect(await get(`/api/v1/query?query=${encodeURIComponent(query)}`)).toMatchObject({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: { service_name: 'wijk' }, value: [expect.any(Number), '5'] }] },
    });
    expect(await get('/api/v1/query?query=topk(3,a)')).toMatchObject({ status: 'error', errorType: 'bad_data' });
  });
});

describe('the receiver', () => {
  const span = (traceId: string, startMs: number) => ({
    traceId,
    spanId: '00f067aa0ba902b7',
    name: 'x',
    startTimeUnixNano: `${startMs}000000`,
    endTimeUnixNano: `${startMs + 5}000000`,
  });
  const post = (spans: unknown[], headers: Record<string, string> = {}, encode: (text: string) => string | Buffer = (text) => text) =>
    fetch(`${receiver.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: encode(
        JSON.stringify({
          resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'wijk' } }] }, scopeSpans: [{ spans }] }],
        }),
      ) as string,
    });
  const id = (n: number) => n.toString(16).padStart(32, '1');

  it('takes gzip, keeps a repeated span once, says what it rejected and refuses what is no OTLP', async () => {
    const now = Date.now();
    expect((await post([span(id(1), now)], { 'content-encoding': 'gzip' }, (text) => gzipSync(text))).status).toBe(200);
    await post([span(id(1), now)]);
    expect((await traces('service=wijk'))[0]?.spans).toHaveLength(1);
    expect(await (await post([{}])).json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
    expect((await post([], { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post([], {}, () => '{')).status).toBe(400);
    expect((await fetch(`${receiver.url}/api/traces/${id(99)}`)).status).toBe(404);
  });

  it('answers this machine only: a foreign Host name is refused', async () => {
    const status = await new Promise((resolve) => {
      const asked = request(`${receiver.url}/api/services`, { headers: { host: 'attacker.example' } }, (answer) =>
        resolve(answer.statusCode),
      );
      asked.end();
    });
    expect(status).toBe(403);
  });

  it('keeps within its bytes and days by forgetting the oldest file', async () => {
    await receiver.close();
    let now = Date.now();
    receiver = await start({ days: 2, now: () => now });
    const { Segments } = await import('./store/segments');
    await receiver.close();
    const segments = new Segments(dataDir, { days: 2, bytes: 1e9 }, () => now);
    for (let day = 0; day < 6; day++) {
      await segments.tidy();
      now += 86_400_000;
    }
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.mdb')).length).toBeLessThanOrEqual(4);
    const small = segments.bytes;
    await segments.close();
    const tight = new Segments(dataDir, { days: 2, bytes: small / 2 }, () => now);
    await tight.tidy();
    expect(tight.bytes).toBeLessThanOrEqual(small);
    await tight.close();
    receiver = await start();
  });

  it('sustains 2,000 spans a second and more', async () => {
    const now = Date.now();
    const batch = (b: number) =>
      Array.from({ length: 500 }, (_, n) => ({
        ...span(id(b * 500 + n), now),
        attributes: [{ key: 'spil.zone', value: { stringValue: 'demo' } }],
      }));
    const began = performance.now();
    for (let b = 0; b < 20; b++) expect((await post(batch(b))).status).toBe(200);
    const perSecond = 10_000 / ((performance.now() - began) / 1000);
    console.info(`receiver: ${Math.round(perSecond)} spans/s, each in a trace of its own`);
    expect(receiver.intake.counts).toMatchObject({ spans: 10_000, droppedSpans: 0 });
    expect(perSecond).toBeGreaterThan(2_000);
  });
});
