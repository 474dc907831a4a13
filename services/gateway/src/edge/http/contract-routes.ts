import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonSchema, requests, type RequestContract } from '@spil/contracts';
import { fieldTypes, mergeRequest, type FieldTypes } from '../../domain/merge-request';
import { isKnownCode, type Failure } from '../../domain/problem';
import type { Answer, Wish } from '../../use-cases/ask-service/ask-service';
import type { Logger } from '@spil/observability';
import type { Crowd } from './crowd';
import { exchangeOf, sendProblem } from './exchange';
import { personOf, type Entrance } from './entrance';

/** Requests of the table that people may send over HTTP. */
export const offered = requests.filter((contract) => contract.http !== undefined && contract.callers.includes('gateway'));

/** Bytes of a body; only the loading of a zone needs more (the bus carries 8 MB). */
const usualLimit = 64 * 1024;
const limits: Readonly<Record<string, number>> = { 'wijk.import-zone': 7.5 * 1024 * 1024, 'wijk.import-addresses': 256 * 1024 };

export interface ContractRoutesPorts {
  ask: { run(wish: Wish): Promise<Answer> };
  entrance: Entrance;
  serves(zone: string): boolean;
  crowd: Crowd;
  log: Logger;
}

/** Every request of the table with `http`, as a route: parse → ask → translate, nothing else. */
export function contractRoutes(scope: FastifyInstance, ports: ContractRoutesPorts): void {
  for (const contract of offered) {
    const { method, path } = contract.http as NonNullable<RequestContract['http']>;
    const types = fieldTypes(jsonSchema(contract.request));
    const entry = contract.roles.length === 0 ? ports.entrance.anybody : ports.entrance.person;
    scope.route({
      method,
      url: path,
      bodyLimit: limits[contract.name] ?? usualLimit,
      onRequest: [ports.crowd.enter, entry],
      handler: (request, reply) =>
        exchangeOf(request, reply).span.run(() => answer({ contract, types, ports }, request as PlainRequest, reply)),
    });
  }
}

type PlainRequest = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, string | string[]> }>;

interface Route {
  contract: RequestContract;
  types: FieldTypes;
  ports: ContractRoutesPorts;
}

async function answer({ contract, types, ports }: Route, request: PlainRequest, reply: FastifyReply): Promise<FastifyReply> {
  const who = personOf(request);
  // Only public routes name their zone in the path; everybody else's is in the token and nowhere else.
  const { zone: named, ...path } = request.params;
  const zone = who?.zone ?? named;
  if (zone === undefined || !ports.serves(zone)) return sendProblem(request, reply, { code: 'not-found' });
  // Who asks without a token has no zone before here.
  exchangeOf(request, reply).span.set({ 'spil.zone': zone });
  const merged = mergeRequest({ method: request.method, path, query: request.query, body: request.body ?? undefined }, types);
  if (!merged.ok) return sendProblem(request, reply, { code: 'invalid-request', errors: merged.errors });
  const key = request.headers['idempotency-key'];
  const got = await ports.ask.run({
    contract,
    ...(who ? { who } : {}),
    zone,
    request: merged.request,
    idempotencyKey: typeof key === 'string' ? key : undefined,
  });
  if (!got.ok) return sendProblem(request, reply, told(got.failure, contract, ports.log));
  const { success } = contract.http as NonNullable<RequestContract['http']>;
  return reply.code(success).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(got.value));
}

/** A code that is in no table is a bug of ours: the sender learns `internal`, the log learns the code. */
function told(failure: Failure, contract: RequestContract, log: Logger): Failure {
  if (!isKnownCode(failure.code)) log.error({ code: failure.code, verb: contract.name }, 'a service answered with an unknown code');
  else if (failure.code === 'internal') log.error({ verb: contract.name }, 'a service failed or broke its contract');
  return failure;
}
