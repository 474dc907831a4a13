// A drain with a receiver that is away, or that never answers: bounded, counted, and the process ends by itself.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { inSpan, startTelemetry } from './index';

const servers: Server[] = [];
const serve = (silent: boolean): Promise<{ url: string; seen: string[] }> => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    request.resume();
    if (!silent) request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }));
  });
};
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
const drainWith = async (otlpUrl: string, spans: number) => {
  const telemetry = startTelemetry({ service: 'wijk', version: '0', otlpUrl, metricIntervalMs: 60_000 });
  for (let n = 0; n < spans; n++) inSpan('work', {}, () => n);
  const began = Date.now();
  await telemetry.stop();
  return { tookMs: Date.now() - began, telemetry };
};

describe('drain', () => {
  it('sends what is there before it ends: traces and metrics', async () => {
    const { url, seen } = await serve(false);
    const { telemetry, tookMs } = await drainWith(url, 5_000);
    expect(new Set(seen)).toEqual(new Set(['/v1/traces', '/v1/metrics']));
    expect(telemetry.droppedSpans).toBe(0);
    expect(tookMs).toBeLessThan(3_000);
  });

  it('does not wait long for a receiver that never answers', async () => {
    const { url } = await serve(true);
    expect((await drainWith(url, 10)).tookMs).toBeLessThan(4_000);
  });

  it('does not wait long for one that is away, and says what was lost', async () => {
    const { tookMs, telemetry } = await drainWith('http://127.0.0.1:9', 10);
    expect(tookMs).toBeLessThan(4_000);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 5_500 - tookMs)));
    expect(telemetry.droppedSpans).toBe(10);
  });
});
