import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, BadRequest, json } from './http';
import { Intake, readBody } from './intake';
import { jaegerApi } from './jaeger/api';
import { prometheusApi } from './prom/api';
import { Alerts } from './prom/alerts';
import type { Rule } from './prom/rules';
import { MetricStore } from './store/metric-store';
import { Segments } from './store/segments';
import { keepTidy } from './store/tidying';
import { TraceStore } from './store/trace-store';

export interface ReceiverOptions {
  port: number;
  host: string;
  dataDir: string;
  days: number;
  bytes: number;
  /** Alert rules and how often they are looked at, in milliseconds. */
  alerting?: { rules: readonly Rule[]; everyMs: number } | undefined;
  now?: () => number;
}

export interface Receiver {
  readonly url: string;
  readonly intake: Intake;
  /** Stops listening, finishes writes, closes the files. */
  close(): Promise<void>;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const tidyEveryMs = 15_000;

const send = (response: ServerResponse, { status, body, headers }: Answer): void => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const type = Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, 'content-length': bytes.length, 'x-content-type-options': 'nosniff', ...headers });
  response.end(bytes);
};

const problem = (error: unknown): Answer => {
  if (error instanceof BadRequest)
    return json({ status: 'error', errorType: 'bad_data', error: error.message, message: error.message }, 400);
  return json({ status: 'error', errorType: 'internal', error: 'unexpected error', message: 'unexpected error' }, 500);
};

/**
 * Spans lost here carry the name under which every service tells its own: one figure, one table and one alert for both. A sender that
 * gives up counts them too: rather told twice than by nobody.
 */
const ownPoints = ({ counts }: Intake, bytes: number, at: number) =>
  [
    ['spil_receiver_spans_total', counts.spans],
    ['spil_telemetry_spans_dropped_total', counts.droppedSpans],
    ['spil_receiver_rejected_total', counts.rejected],
    ['spil_receiver_disk_bytes', bytes],
  ].map(([name, value]) => ({ name: String(name), value: Number(value), at, labels: { service_name: 'otlp-receiver' } }));

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });

interface Parts {
  intake: Intake;
  segments: Segments;
  alerts: Alerts;
  jaeger: ReturnType<typeof jaegerApi>;
  prometheus: ReturnType<typeof prometheusApi>;
  onLoopback: boolean;
}

const answering = ({ intake, segments, alerts, jaeger, prometheus, onLoopback }: Parts) => {
  const metricsOrTraces = (path: string, params: URLSearchParams): Answer | undefined => {
    if (path.startsWith('/api/v1/')) return alerts.answer(path) ?? prometheus(path, params);
    return path.startsWith('/api/') ? jaeger(path, params) : undefined;
  };
  const read = (path: string, params: URLSearchParams): Answer => {
    if (path === '/healthz' || path === '/readyz') return json({ status: 'ok', ...intake.counts, bytes: segments.bytes });
    return metricsOrTraces(path, params) ?? json({ message: 'not here: see deploy/observability/README.md' }, 404);
  };
  return async (request: IncomingMessage): Promise<Answer> => {
    // A web page that has its name resolved to this machine must not read operators' data.
    if (onLoopback && !loopback.test(request.headers.host ?? '')) return json({ message: 'only for this machine' }, 403);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') return read(pathname, searchParams);
    if (request.method !== 'POST') return json({ message: 'GET or POST' }, 405);
    const body = await readBody(request);
    const type = request.headers['content-type'];
    if (pathname === '/v1/traces') return intake.takeTraces(body, type);
    if (pathname === '/v1/metrics') return intake.takeMetrics(body, type);
    // Grafana posts its queries as a form.
    return read(pathname, new URLSearchParams(body.toString('utf8')));
  };
};

/** Starts the receiver: OTLP in; Jaeger's and Prometheus' query APIs out. */
export const startReceiver = async (options: ReceiverOptions): Promise<Receiver> => {
  const { now = Date.now } = options;
  const segments = new Segments(options.dataDir, { days: options.days, bytes: options.bytes }, now);
  const [traces, metrics] = [new TraceStore(segments), new MetricStore(segments)];
  const intake = new Intake(traces, metrics);
  const [jaeger, prometheus] = [jaegerApi(traces, now), prometheusApi(metrics, now)];
  const alerts = new Alerts(options.alerting?.rules ?? [], metrics, now);
  const onLoopback = loopback.test(options.host) || options.host === '::1';

  const handle = answering({ intake, segments, alerts, jaeger, prometheus, onLoopback });
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 30_000 }, (request, response) => {
    void handle(request)
      .catch(problem)
      .then((answer) => send(response, answer));
  });
  await listen(server, options.port, options.host);

  const rest = keepTidy(async () => {
    try {
      await segments.tidy();
    } finally {
      await metrics.add(ownPoints(intake, segments.bytes, now()));
    }
  }, tidyEveryMs);
  const looking = setInterval(() => alerts.evaluate(), options.alerting?.everyMs ?? tidyEveryMs);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    clearInterval(looking);
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rest();
    await segments.close();
  };
  return { url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`, intake, close };
};
