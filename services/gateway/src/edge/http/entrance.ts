import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerOf, ProviderUnreachable, type Identity } from '@spil/identity';
import { RateLimit } from '../../domain/rate-limit';
import type { Failure } from '../../domain/problem';
import { exchangeOf, sendProblem } from './exchange';

export interface Verifier {
  verify(token: string | undefined): Promise<Identity>;
}
export interface Rates {
  person: number;
  zone: number;
  address: number;
}

const people = new WeakMap<FastifyRequest, Identity>();

/** Who came in with this request; only after `Entrance.person`. */
export const personOf = (request: FastifyRequest): Identity | undefined => people.get(request);

/** Who may come in at all: a good token and not too often. Runs before the body is read. */
export class Entrance {
  private readonly persons: RateLimit;
  private readonly zones: RateLimit;
  private readonly addresses: RateLimit;

  constructor(
    private readonly verifier: Verifier,
    private readonly serves: (zone: string) => boolean,
    rates: Rates,
    private readonly now: () => number,
  ) {
    this.persons = new RateLimit({ perSecond: rates.person, burst: 2 * rates.person });
    this.zones = new RateLimit({ perSecond: rates.zone, burst: 2 * rates.zone });
    this.addresses = new RateLimit({ perSecond: rates.address, burst: 4 * rates.address });
  }

  /** Fastify hook for routes that need a person. Answers itself when there is none. */
  readonly person = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const failure = await this.admit(request);
    const zone = personOf(request)?.zone;
    // Many traces hold no message; without it operators of every zone would see them.
    if (zone !== undefined) exchangeOf(request, reply).span.set({ 'spil.zone': zone });
    return failure && sendProblem(request, reply, failure);
  };

  /** Fastify hook for routes open to anybody. */
  readonly anybody = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const failure = tooMany(this.addresses.take(request.ip, this.now()));
    return failure && sendProblem(request, reply, failure);
  };

  private async admit(request: FastifyRequest): Promise<Failure | undefined> {
    try {
      const who = await this.verifier.verify(bearerOf(request.headers.authorization));
      if (!this.serves(who.zone)) return { code: 'forbidden' };
      people.set(request, who);
      const now = this.now();
      return tooMany(this.persons.take(`${who.zone} ${who.sub}`, now)) ?? tooMany(this.zones.take(who.zone, now));
    } catch (error) {
      if (error instanceof ProviderUnreachable) return { code: 'unavailable' };
      // Guessing tokens is slowed down by address; whoever has a good one is not touched by it.
      return tooMany(this.addresses.take(request.ip, this.now())) ?? { code: 'unauthenticated' };
    }
  }
}

const tooMany = (retryAfter: number): Failure | undefined =>
  retryAfter > 0 ? { code: 'too-many-requests', params: { retryAfter } } : undefined;
