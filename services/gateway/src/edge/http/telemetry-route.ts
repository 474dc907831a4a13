import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasRole, narrow, type Identity } from '@spil/identity';
import type { Clock } from '@spil/domain-kit';
import { spanAttributes, type Logger } from '@spil/observability';
import type { Failure } from '../../domain/problem';
import { mayAskTraces, sourceOf, withoutContent, type TelemetrySource } from '../../domain/telemetry-gate';
import type { KnownAssignments } from '../../use-cases/ask-service/ask-service';
import { exchangeOf, sendProblem, telemetryPath } from './exchange';
import { personOf, type Entrance } from './entrance';

export interface TelemetryRoutePorts {
  entrance: Entrance;
  assignments: KnownAssignments;
  clock: Clock;
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
  const refused = whyNot(who, ports);
  if (refused) return sendProblem(request, reply, refused);
  const path = (request.params as { '*': string })['*'];
  const source = sourceOf(path);
  if (source === undefined) return sendProblem(request, reply, { code: 'not-found' });
  const base = ports.sources[source];
  if (base === undefined) return sendProblem(request, reply, { code: 'unavailable' });
  const query = request.url.split('?')[1];
  if (source === 'traces' && !mayAskTraces(new URLSearchParams(query), spanAttributes)) {
    return sendProblem(request, reply, { code: 'invalid-request' });
  }
  const found = await ask(`${base.replace(/\/+$/, '')}/${path}${query === undefined ? '' : `?${query}`}`);
  if ('code' in found) {
    if (found.code === 'unavailable') ports.log.warn({ dependency: source }, 'the store of traces and figures does not answer');
    return sendProblem(request, reply, found);
  }
  const body = source === 'traces' ? withoutContent(found.answer, spanAttributes, who.zone) : found.answer;
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The role in the token is the upper bound, assignments narrow it, as for every other route. */
function whyNot(who: Identity, { assignments, clock }: TelemetryRoutePorts): Failure | undefined {
  if (!hasRole(who, 'operator')) return { code: 'forbidden' };
  if (!assignments.current(who.zone)) return { code: 'unavailable' };
  const { roles } = narrow(who, assignments.of(who.zone, who.sub), clock.now());
  return roles.includes('operator') ? undefined : { code: 'forbidden' };
}

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
