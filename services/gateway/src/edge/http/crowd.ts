import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './exchange';
import { Lately } from './lately';

/** Seconds somebody is asked to stay away at most. */
const MOST_AWAY = 15;

/**
 * How many requests are in hand at once. What is above it is told to come back before its body is read: waiting in memory helps
 * nobody, and a burst must not end the process (F39). When to come back follows from what is served: those who were refused
 * return over a time in which they take half of it, so that the other half stays for whoever comes for the first time.
 */
export class Crowd {
  private inHand = 0;
  private readonly served: Lately;
  private readonly refused: Lately;

  constructor(
    private readonly most: number,
    now: () => number = Date.now,
  ) {
    this.served = new Lately(now);
    this.refused = new Lately(now);
  }

  /** Fastify hook; answers itself when there is no room. */
  readonly enter = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (this.inHand >= this.most) return sendProblem(request, reply, { code: 'unavailable', params: { retryAfter: this.away() } });
    this.takeIn(request, reply);
    return undefined;
  };

  /** In hand until its answer or its connection is gone: an answer that waits behind another (pipelining) never hears of the latter. */
  private takeIn({ raw: { socket } }: FastifyRequest, { raw: response }: FastifyReply): void {
    this.inHand++;
    const leave = (): void => {
      response.off('close', leave);
      socket.off('close', leave);
      this.inHand--;
      this.served.add();
    };
    response.once('close', leave);
    // As many listen as there are requests in its pipe; that is no leak.
    socket.setMaxListeners(0).once('close', leave);
  }

  /** Seconds until there should be room for the one that is refused now. */
  private away(): number {
    this.refused.add();
    const perSecond = Math.max(1, this.served.perSecond / 2);
    return Math.min(MOST_AWAY, 1 + Math.floor(this.refused.count / perSecond));
  }
}
