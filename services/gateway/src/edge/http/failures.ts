import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@spil/observability';
import type { Failure } from '../../domain/problem';
import { sendProblem } from './exchange';
import { UnreadableBody } from './json-body';

const byStatus: Readonly<Record<number, string>> = {
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Whatever was thrown on the way becomes a problem; its text stays inside (16.5.1). */
export const failureHandler =
  (log: Logger) =>
  (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    sendProblem(request, reply, failureOf(error, log));

function failureOf(error: FastifyError | Error, log: Logger): Failure {
  if (error instanceof UnreadableBody) return error.failure;
  const status = (error as FastifyError).statusCode ?? 500;
  const code = byStatus[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'internal');
  if (code === 'internal') log.error({ err: error }, 'a request failed in the gateway');
  return { code };
}
