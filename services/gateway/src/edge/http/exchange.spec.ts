import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTelemetry, type Telemetry } from '@spil/observability';
import Fastify from 'fastify';
import { begin, finish } from './exchange';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
type Exporter = NonNullable<Parameters<typeof startTelemetry>[0]['spanExporter']>;
let sent: Parameters<Exporter['export']>[0];
let telemetry: Telemetry;
beforeEach(() => {
  sent = [];
  const spanExporter: Exporter = {
    export: (spans, done) => {
      sent = [...sent, ...spans];
      done({ code: 0 });
    },
    shutdown: () => Promise.resolve(),
  };
  telemetry = startTelemetry({ service: 'gateway', version: '0', spanExporter });
});
afterEach(() => telemetry.stop());

describe('the server span', () => {
  it('continues the caller’s trace by its ids and takes no word of the caller’s own', async () => {
    const app = Fastify();
    app.addHook('onRequest', async (request, reply) => void begin(request, reply));
    app.addHook('onResponse', async (request, reply) => finish(request, reply.statusCode));
    app.get('/v1/notes/:noteId', () => ({}));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const headers = { traceparent, tracestate: 'x=Kanarieplein', 'user-agent': 'Kanarieplein' };
    await fetch(`${url}/v1/notes/Kanarieplein-12?q=Kanarieplein`, { headers });
    await app.close();
    await telemetry.flush();
    const [span] = sent;
    expect([sent.length, span?.name, span?.spanContext().traceId]).toEqual([1, 'GET /v1/notes/:noteId', traceparent.slice(3, 35)]);
    const [state, parentState] = [span?.spanContext().traceState, span?.parentSpanContext?.traceState];
    expect([state, parentState, JSON.stringify([span?.attributes, span?.links])]).toEqual([
      undefined,
      undefined,
      expect.not.stringContaining('Kanarie'),
    ]);
  });
});
