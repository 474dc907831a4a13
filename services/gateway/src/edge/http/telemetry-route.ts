import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasRole, type Identity } from '@spil/identity';
import { metricTable, prometheusName, spanAttributes, type Logger, type MetricName } from '@spil/observability';
import type { Failure } from '../../domain/problem';
import { ofZone, withinZone, type ZonedMetrics } from '../../domain/metrics-gate';
import { mayAskTraces, sourceOf, withoutContent, type TelemetrySource } from '../../domain/telemetry-gate';
import { exchangeOf, sendProblem, telemetryPath } from './exchange';
import { personOf, type Entrance } from './entrance';

export interface TelemetryRoutePorts {
  entrance: Entrance;
  /** Base addresses of a Jaeger and a Prometheus query API; a source that is not configured answers `unavailable`. */
  sources: Readonly<Record<TelemetrySource, string | undefined>>;
  log: Logger;
}

const patienceMs = 15_000;

/** `GET /v1/operations/telemetry/…`: traces and figures for operators, without a second sign-in and without content. */
export function telemetryRoute(scope: FastifyInstance, ports: TelemetryRoutePorts): void {
  scope.get(telemetryPath, { onRequest: ports.entrance.person }, (request, reply) =>
    exchangeOf(request, reply).span.run(() => answer(request, reply, ports)),
  );
}

async function answer(request: FastifyRequest, reply: FastifyReply, ports: TelemetryRoutePorts): Promise<FastifyReply> {
  const who = personOf(request) as Identity;
  // The role is in the token; no assignment adds to it or takes from it, so operators see while assignments are not known too.
  if (!hasRole(who, 'operator')) return sendProblem(request, reply, { code: 'forbidden' });
  const path = (request.params as { '*': string })['*'];
  const source = sourceOf(path);
  if (source === undefined) return sendProblem(request, reply, { code: 'not-found' });
  const base = ports.sources[source];
  if (base === undefined) return sendProblem(request, reply, { code: 'unavailable' });
  const query = questionOf(source, request.url.split('?')[1] ?? '', who.zone);
  if (query === undefined) return sendProblem(request, reply, { code: 'invalid-request' });
  const found = await ask(`${base.replace(/\/+$/, '')}/${path}${query && `?${query}`}`);
  if ('code' in found) {
    if (found.code === 'unavailable') ports.log.warn({ dependency: source }, 'the store of traces and figures does not answer');
    return sendProblem(request, reply, found);
  }
  const body = source === 'traces' ? withoutContent(found.answer, spanAttributes, who.zone) : ofZone(found.answer, who.zone);
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The question as it may be passed on, or undefined when it may not. */
function questionOf(source: TelemetrySource, query: string, zone: string): string | undefined {
  const params = new URLSearchParams(query);
  if (source === 'traces') return mayAskTraces(params, spanAttributes) ? query : undefined;
  const told: [string, string][] = [];
  for (const [name, value] of params) {
    const kept = name === 'query' ? withinZone(value, zone, zonedMetrics) : value;
    if (kept === undefined) return undefined;
    told.push([name, kept]);
  }
  return new URLSearchParams(told).toString();
}

/** A histogram is three metrics in the store. */
const zonedMetrics: ZonedMetrics = new Map(
  Object.entries(metricTable).flatMap(([name, { kind, labels }]) => {
    const names = kind === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    const isZoned = (labels as readonly string[]).includes('zone');
    return names.map((suffix) => [`${prometheusName(name as MetricName)}${suffix}`, isZoned] as const);
  }),
);

async function ask(url: string): Promise<{ answer: unknown } | Failure> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
    if (response.ok) return { answer: (await response.json()) as unknown };
    await response.body?.cancel();
    if (response.status === 404) return { code: 'not-found' };
    // Its own words stay inside: they may repeat the question.
    return { code: response.status < 500 ? 'invalid-request' : 'unavailable' };
  } catch {
    return { code: 'unavailable' };
  }
}
