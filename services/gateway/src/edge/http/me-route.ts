import type { FastifyInstance } from 'fastify';
import type { Clock } from '@spil/domain-kit';
import { narrow, type Identity } from '@spil/identity';
import type { KnownAssignments } from '../../use-cases/ask-service/ask-service';
import { exchangeOf, sendProblem } from './exchange';
import { personOf, type Entrance } from './entrance';

/** `GET /v1/me`: who the token speaks for and what its bearer may do now. */
export function meRoute(scope: FastifyInstance, ports: { entrance: Entrance; assignments: KnownAssignments; clock: Clock }): void {
  scope.get('/v1/me', { onRequest: ports.entrance.person }, (request, reply) => {
    exchangeOf(request, reply);
    const who = personOf(request) as Identity;
    if (!ports.assignments.current(who.zone)) return sendProblem(request, reply, { code: 'unavailable' });
    const now = ports.clock.now();
    const { exp, ...caller } = narrow(who, ports.assignments.of(who.zone, who.sub), now);
    return reply.send({ ...caller, sessionEndsAt: new Date(exp * 1000).toISOString(), asOf: now });
  });
}
