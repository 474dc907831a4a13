import type { FastifyInstance } from 'fastify';

export interface Readiness {
  /** Each thing the gateway needs, and whether it has it now. */
  checks(): Promise<Record<string, boolean>>;
  draining(): boolean;
}

/** `/healthz` (alive) and `/readyz` (can do its job); nothing else is told to anybody. */
export function health(scope: FastifyInstance, about: { service: string; version: string }, readiness: Readiness): void {
  scope.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ alive: true, ...about }));
  scope.get('/readyz', async (_request, reply) => {
    const checks = await readiness.checks();
    const ready = !readiness.draining() && Object.values(checks).every(Boolean);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks, ...about });
  });
}
