import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './exchange';
import { Lately } from './lately';

/** Seconds somebody is asked to stay away at most. */
const MOST_AWAY = 15;
/** Where the first in hand waits this long (ms) and so many wait with it, the next would wait longer still. */
const TOO_LONG = 1_000;
const A_FEW = 32;

/**
 * How many requests are in hand at once, and for how long. What is above it is told to come back before its body is read: waiting in
 * memory helps nobody, and a burst must not end the process (F39). A number alone would be a short wait on a quick machine and a
 * long one on a slow one. When to come back follows from what is served: those who were refused
 * return over a time in which they take half of it, so that the other half stays for whoever comes for the first time.
 */
export class Crowd {
  /** When each in hand came, in that order. */
  private readonly inHand = new Set<{ at: number }>();
  private readonly served: Lately;
  private readonly refused: Lately;

  constructor(
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.served = new Lately(now);
    this.refused = new Lately(now);
  }

  /** Fastify hook; answers itself when there is no room. */
  readonly enter = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (this.isFull()) return sendProblem(request, reply, { code: 'unavailable', params: { retryAfter: this.away() } });
    this.takeIn(request, reply);
    return undefined;
  };

  private isFull(): boolean {
    if (this.inHand.size >= this.most) return true;
    const [first] = this.inHand;
    return this.inHand.size >= A_FEW && first !== undefined && this.now() - first.at > TOO_LONG;
  }

  /** In hand until its answer or its connection is gone: an answer that waits behind another (pipelining) never hears of the latter. */
  private takeIn({ raw: { socket } }: FastifyRequest, { raw: response }: FastifyReply): void {
    const mine = { at: this.now() };
    this.inHand.add(mine);
    const leave = (): void => {
      response.off('close', leave);
      socket.off('close', leave);
      this.inHand.delete(mine);
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
