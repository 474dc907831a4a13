import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './exchange';

/**
 * How many requests are in hand at once. What is above it is told to come back before its body is read: waiting in memory helps
 * nobody, and a burst must not end the process (F39).
 */
export class Crowd {
  private inHand = 0;

  constructor(private readonly most: number) {}

  /** Fastify hook; answers itself when there is no room. */
  readonly enter = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (this.inHand >= this.most) return sendProblem(request, reply, { code: 'unavailable', params: { retryAfter: 1 } });
    this.inHand++;
    reply.raw.once('close', () => this.inHand--);
    return undefined;
  };
}
