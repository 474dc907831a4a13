import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { createTraceState, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import {
  activeTraceparent,
  inSpan,
  messagingTelemetry,
  NotAllowedInTelemetry,
  parseTraceparent,
  startTelemetry,
  throwOnUnlisted,
  withheld,
} from './index';
import type { Telemetry } from './index';

const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
let exporter: InMemorySpanExporter;
let telemetry: Telemetry;
const spans = async () => {
  await telemetry.flush();
  return exporter.getFinishedSpans();
};

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  telemetry = startTelemetry({ service: 'wijk', version: '0', spanExporter: exporter });
});
afterEach(async () => {
  throwOnUnlisted(false);
  await telemetry.stop();
});

describe('spans by hand', () => {
  it('continue a stored traceparent, across awaits', async () => {
    const seen = await inSpan('store note', { traceparent: parent }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return inSpan('decide', { attributes: { 'spil.rule': 'R1' } }, () => activeTraceparent());
    });
    const [decide, store] = await spans();
    expect(parseTraceparent(seen)?.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(decide?.parentSpanContext?.spanId).toBe(store?.spanContext().spanId);
    expect(store?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(decide?.attributes).toEqual({ 'spil.rule': 'R1' });
  });

  it('start a new trace when the traceparent is malformed or null, even inside another span', async () => {
    inSpan('outer', {}, () =>
      inSpan('fresh', { traceparent: null }, () => inSpan('also fresh', { traceparent: '00-zz' }, () => undefined)),
    );
    const found = await spans();
    expect(new Set(found.map((span) => span.spanContext().traceId)).size).toBe(3);
  });

  it('say that they failed by type or code, never by text', async () => {
    const error = Object.assign(new TypeError('Jan Peeters, Kerkstraat 12'), { code: 'wijk.note-too-long' });
    expect(() =>
      inSpan('store note', {}, () => {
        throw error;
      }),
    ).toThrow(error);
    await expect(inSpan('later', {}, () => Promise.reject(new RangeError('Peeters')))).rejects.toThrow(RangeError);
    const [store, later] = await spans();
    expect(store?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect([store?.attributes['error.type'], later?.attributes['error.type']]).toEqual(['wijk.note-too-long', 'RangeError']);
    expect(JSON.stringify([store?.attributes, store?.events, later?.events])).not.toContain('Peeters');
  });
});

describe('the allow-list', () => {
  it('throws in tests for an unlisted name and for a value that is no token', () => {
    throwOnUnlisted(true);
    // @ts-expect-error -- the compiler refuses this name already
    expect(() => inSpan('x', { attributes: { 'person.name': 'Jan' } }, () => 0)).toThrow(NotAllowedInTelemetry);
    expect(() => inSpan('x', { attributes: { 'spil.reason': 'saw Jan Peeters' } }, () => 0)).toThrow(NotAllowedInTelemetry);
    expect(() => inSpan('x', { attributes: { 'spil.reason': 'stale' } }, () => 0)).not.toThrow();
  });

  it('drops and counts what any code puts on a span: attributes, events, status texts, names', async () => {
    const before = withheld().attributes;
    const rogue = trace.getTracer('other').startSpan('GET /notes?q=Jan Peeters!');
    rogue
      .setAttribute('user.email', 'jan@example.be')
      .setAttribute('spil.zone', 'demo')
      .addEvent('exception', { 'exception.message': 'Jan' });
    rogue.setStatus({ code: SpanStatusCode.ERROR, message: 'Jan Peeters' }).end();
    const [span] = await spans();
    expect(span).toMatchObject({
      name: 'unlisted',
      attributes: { 'spil.zone': 'demo' },
      events: [],
      status: { code: SpanStatusCode.ERROR },
    });
    expect(span?.status.message).toBeUndefined();
    expect(withheld().attributes - before).toBe(2);
  });

  it('lets no tracestate out, whoever took it over', async () => {
    const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', traceFlags: TraceFlags.SAMPLED };
    const from = { ...ids, isRemote: true, traceState: createTraceState('person=jan-peeters') };
    const rogue = trace.getTracer('other').startSpan('x', {}, trace.setSpanContext(ROOT_CONTEXT, from));
    rogue.addLink({ context: { ...from } }).end();
    const [span] = await spans();
    expect(span?.spanContext().traceId).toBe(ids.traceId);
    expect([span?.spanContext().traceState, span?.links[0]?.context.traceState]).toEqual([undefined, undefined]);
  });
});

describe('a message from outbox to handler', () => {
  const id = '0190a5c0-0000-7000-8000-000000000000';
  const subject = 'events.wijk.demo.note-recorded.3';

  it('is one trace: publish under the creator, process under publish and linked to the creator', async () => {
    const publishing = messagingTelemetry.publishing({ subject, id, bytes: 633, traceparent: parent });
    publishing.settled('acknowledged');
    const facts = { subject, id, bytes: 633, consumer: 'information-sharing', deliveries: 2 };
    await messagingTelemetry.processing({ ...facts, traceparent: publishing.traceparent, created: parent }, () => Promise.resolve());
    const [publish, process] = await spans();
    expect(publish).toMatchObject({ name: 'publish events.wijk.{zone}.note-recorded', kind: SpanKind.PRODUCER });
    expect(process).toMatchObject({ name: 'process events.wijk.{zone}.note-recorded', kind: SpanKind.CONSUMER });
    expect(publish?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(process?.parentSpanContext?.spanId).toBe(publish?.spanContext().spanId);
    expect(process?.links.map((link) => link.context.spanId)).toEqual(['00f067aa0ba902b7']);
    expect(process?.attributes).toEqual({
      'messaging.system': 'nats',
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.destination.name': subject,
      'messaging.destination.template': 'events.wijk.{zone}.note-recorded',
      'messaging.destination.subscription.name': 'information-sharing',
      'messaging.message.id': id,
      'messaging.message.body.size': 633,
      'spil.delivery.count': 2,
    });
    expect(publish?.attributes['spil.outbox.waited_ms']).toBeGreaterThan(0);
  });

  it('marks a refused publish as failed and a duplicate as such', async () => {
    messagingTelemetry.publishing({ subject, id, bytes: 1 }).settled('timeout');
    messagingTelemetry.publishing({ subject, id, bytes: 1 }).settled('duplicate');
    const [late, twice] = await spans();
    expect([late?.attributes['error.type'], twice?.attributes['spil.duplicate']]).toEqual(['timeout', true]);
  });
});

describe('the queue', () => {
  it('counts every span it loses: queue full, and export failed', async () => {
    await telemetry.stop();
    const failing = {
      export: (_: unknown, done: (result: { code: number }) => void) => done({ code: 1 }),
      shutdown: () => Promise.resolve(),
    };
    telemetry = startTelemetry({ service: 'wijk', version: '0', spanExporter: failing, queue: { queue: 8, batch: 8, delayMs: 60_000 } });
    for (let n = 0; n < 7; n++) inSpan('burst', {}, () => n);
    await telemetry.flush();
    expect(telemetry.droppedSpans).toBe(7);
  });

  it('passes contexts on without recording when there is no receiver', async () => {
    await telemetry.stop();
    telemetry = startTelemetry({ service: 'wijk', version: '0' });
    const publishing = messagingTelemetry.publishing({
      subject: 'events.wijk.demo.note-recorded.3',
      id: 'x',
      bytes: 1,
      traceparent: parent,
    });
    expect(parseTraceparent(publishing.traceparent)?.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
});
