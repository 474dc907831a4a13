import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { count, incomingTrace, record, startSpan, type OpenSpan } from '@spil/observability';
import { languageOf, type Language } from '../../domain/languages';
import { problemDocument, type Failure } from '../../domain/problem';

/** Where operators' pages ask for traces and figures. */
export const telemetryPath = '/v1/operations/telemetry/*';

/** What goes with one request from its first byte to its last. */
export interface Exchange {
  span: OpenSpan;
  language: Language;
  started: number;
  ended: boolean;
}
const exchanges = new WeakMap<FastifyRequest, Exchange>();

export const templateOf = (request: FastifyRequest): string => request.routeOptions?.url ?? 'unknown';

/** Who watches must not fill what is watched: these get ids of their own and are not recorded. */
const unrecorded = new Set(['/healthz', '/readyz', telemetryPath]);
const notSampled = (): string => `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;

/** Opens the server span: the client's trace when its header is well-formed, a new one otherwise. The URL and `tracestate` are in no span (T14). */
export function begin(request: FastifyRequest, reply: FastifyReply): Exchange {
  const template = templateOf(request);
  const { traceparent } = incomingTrace(request.headers);
  const span = startSpan(`${request.method} ${template}`, {
    kind: 'server',
    traceparent: unrecorded.has(template) ? notSampled() : (traceparent ?? null),
    attributes: { 'http.request.method': request.method, 'http.route': template },
  });
  const exchange = { span, language: languageOf(request.headers['accept-language']), started: performance.now(), ended: false };
  exchanges.set(request, exchange);
  void reply.header('traceparent', span.traceparent).header('cache-control', 'no-store');
  return exchange;
}

export const exchangeOf = (request: FastifyRequest, reply: FastifyReply): Exchange => exchanges.get(request) ?? begin(request, reply);

/** Closes the span and counts; a live feed does so when it opens, not when it ends. */
export function finish(request: FastifyRequest, status: number): void {
  const exchange = exchanges.get(request);
  if (!exchange || exchange.ended) return;
  exchange.ended = true;
  const { span, started } = exchange;
  span.set({ 'http.response.status_code': status });
  if (status >= 500) span.fail(String(status));
  span.end();
  const labels = {
    'http.request.method': request.method,
    'http.route': templateOf(request),
    'http.response.status_code': status,
  };
  record('http.server.request.duration', (performance.now() - started) / 1000, labels);
}

/** Answers with a problem in the asker's language, and what a client needs to go on: when to retry, how to sign in. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const { language, span } = exchangeOf(request, reply);
  const problem = problemDocument(failure, language, span.traceparent);
  span.set({ 'spil.problem': problem.code });
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer error="invalid_token"');
  const retryAfter = failure.params?.['retryAfter'] ?? (problem.status === 503 ? 2 : undefined);
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (problem.status === 401 || problem.status === 403) count('spil.reads.refused', 1, { reason: 'caller' });
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send(JSON.stringify(problem));
}
