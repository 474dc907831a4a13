import { NatsContext } from '@nestjs/microservices';
import { headers } from '@nats-io/transport-node';
import { requestSubject, whoReadGateway } from '@spil/contracts';
import type { RequestAnswer, RequestHandling, WhoRead } from '@spil/service-host';
import type { Services } from '../use-cases/ask-service/ask-service';

interface Own {
  handling: RequestHandling;
  whoRead: WhoRead;
}

/**
 * What people ask of the gateway itself is answered here, by the one way in that every owner has (token, role, zone, shape), and
 * never goes over the bus. Everything else goes to the service that owns it.
 */
export const answeringOwn = (services: Services, { handling, whoRead }: Own): Services => ({
  ask: (contract, zone, request, options) => {
    if (contract.name !== whoReadGateway.name) return services.ask(contract, zone, request, options);
    const head = headers();
    if (options.callerToken !== undefined) head.set('Spil-Caller', options.callerToken);
    const context = new NatsContext([requestSubject(contract, zone), head]);
    const answer = handling.answer(whoReadGateway, { request }, context, (asked) => whoRead.run(asked));
    return inTime(answer, options.timeoutMs ?? 5_000);
  },
});

/** No longer than any other service would be waited for. */
function inTime<A>(answer: Promise<RequestAnswer<A>>, ms: number): Promise<RequestAnswer<A>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<RequestAnswer<A>>((resolve) => (timer = setTimeout(() => resolve({ problem: { code: 'timeout' } }), ms)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
