import type { FastifyInstance } from 'fastify';
import type { Logger } from '@spil/observability';
import { contractRoutes, offered, type ContractRoutesPorts } from './contract-routes';
import { begin, finish, sendProblem, telemetryPath } from './exchange';
import { failureHandler } from './failures';
import { feedRoute, type FeedRoutePorts } from './feed-route';
import { health, type Readiness } from './health';
import { acceptJson } from './json-body';
import { meRoute } from './me-route';
import { pages, type PagesOptions } from './pages';
import { telemetryRoute, type TelemetryRoutePorts } from './telemetry-route';
import { securityHeaders, type SecurityOptions } from './security';

export interface HttpPorts {
  contracts: ContractRoutesPorts;
  feed: FeedRoutePorts;
  me: Parameters<typeof meRoute>[1];
  telemetry: TelemetryRoutePorts;
  pages: PagesOptions;
  security: SecurityOptions;
  readiness: Readiness;
  about: { service: string; version: string };
  log: Logger;
}

/** Everything the gateway offers over HTTP, in one scope: the same span, headers and problems for every route. */
export function registerHttp(server: FastifyInstance, ports: HttpPorts): void {
  void server.register(async (scope) => {
    scope.addHook('onRequest', (request, reply, done) => {
      begin(request, reply);
      done();
    });
    // A request that was in flight when the drain began would leave its connection open behind it.
    scope.addHook('onSend', (_request, reply, payload, done) => {
      if (ports.readiness.draining()) void reply.header('connection', 'close');
      done(null, payload);
    });
    scope.addHook('onResponse', (request, reply, done) => {
      finish(request, reply.statusCode);
      done();
    });
    await securityHeaders(scope, ports.security);
    scope.setErrorHandler(failureHandler(ports.log));
    acceptJson(scope);
    contractRoutes(scope, ports.contracts);
    feedRoute(scope, ports.feed);
    meRoute(scope, ports.me);
    telemetryRoute(scope, ports.telemetry);
    health(scope, ports.about, ports.readiness);
    otherMethods(scope);
    pages(scope, ports.pages);
  });
}

/** An address that exists answers 405 with what it allows to every method it does not know. */
function otherMethods(scope: FastifyInstance): void {
  const known = new Map<string, string[]>([
    ['/v1/feed', ['GET']],
    ['/v1/me', ['GET']],
    [telemetryPath, ['GET']],
  ]);
  for (const { http } of offered) if (http) known.set(http.path, [...(known.get(http.path) ?? []), http.method]);
  for (const [url, allowed] of known) {
    const rest = (['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'] as const).filter((method) => !allowed.includes(method));
    scope.route({
      method: rest,
      url,
      handler: (request, reply) => sendProblem(request, reply.header('allow', allowed.join(', ')), { code: 'method-not-allowed' }),
    });
  }
}
