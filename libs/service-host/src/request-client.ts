import { type ClientNats, NatsRecordBuilder } from '@nestjs/microservices';
import { headers } from '@nats-io/transport-node';
import { requestSubject, type RequestContract } from '@spil/contracts';
import { inSpan } from '@spil/observability';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import type { Idempotency, RequestAnswer, RequestEnvelope } from './request-handling';

export interface AskOptions {
  /** Short-lived token the owning service decides by; absent for public requests only. */
  callerToken?: string | undefined;
  idempotency?: Idempotency | undefined;
  /** Milliseconds; default 5,000. */
  timeoutMs?: number;
}

/** Asks another service over the stock Nest NATS transport. Never rejects for an expected reason: a problem is an answer. */
export class RequestClient {
  constructor(private readonly client: ClientNats) {}

  /** Asks `contract`'s owner in `zone`. No answer in time → `timeout`; nobody there → `unavailable`. */
  ask<Q, A>(contract: RequestContract<Q, A>, zone: string, request: Q, options: AskOptions = {}): Promise<RequestAnswer<A>> {
    const attributes = { 'spil.verb': contract.name };
    return inSpan(`ask ${contract.name}`, { kind: 'client', attributes }, async (span) => {
      const head = headers();
      head.set('traceparent', span.traceparent);
      if (options.callerToken !== undefined) head.set('Spil-Caller', options.callerToken);
      const body: RequestEnvelope<Q> = { request, idempotency: options.idempotency };
      const packet = new NatsRecordBuilder(body).setHeaders(head).build();
      try {
        const sent = this.client.send<RequestAnswer<A>>(requestSubject(contract, zone), packet);
        return await firstValueFrom(sent.pipe(timeout(options.timeoutMs ?? 5_000)));
      } catch (error) {
        span.fail(error);
        return { problem: { code: error instanceof TimeoutError ? 'timeout' : 'unavailable' } };
      }
    });
  }
}
