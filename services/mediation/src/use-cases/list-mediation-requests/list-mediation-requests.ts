import type { AnswerOf, RequestOf, listMediationRequests } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { MediationContent, MediationRequest } from '../../domain/mediation-request';
import type { Asked } from '../asked';
import type { Read, Reads, Seal } from '../ports';

export interface KeptRequests {
  /** Newest first. */
  list(zone: string, page: { before?: Instant | undefined; limit: number }): Promise<MediationRequest[]>;
}

/** M01: the desk's requests, for mediators. Each one shown is a read that is logged before it leaves. */
export class ListMediationRequests {
  constructor(
    private readonly requests: KeptRequests,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({
    request,
    caller,
    zone,
  }: Asked<RequestOf<typeof listMediationRequests>>): Promise<Result<AnswerOf<typeof listMediationRequests>>> {
    const asOf = this.clock.now();
    const kept = await this.requests.list(zone, { before: request.before, limit: request.limit ?? 50 });
    await this.reads.record(kept.map((one) => lineOf(caller, one)));
    const requests = kept.map(({ requestId, number, origin, receivedAt, sealed }) => {
      const content = this.sealer.open<MediationContent>(sealed, requestId);
      return { requestId, number, origin, receivedAt, ...content };
    });
    return ok({ requests, asOf });
  }
}

const lineOf = (caller: Caller, { requestId, zone }: MediationRequest): Read => ({
  name: 'list-mediation-requests',
  actor: caller.sub,
  zone,
  processingActivity: 'mediation.list-mediation-requests',
  subject: requestId,
  subjectType: 'mediation-request',
  recordCategory: 'mediation',
  rule: 'mediator',
  decision: 'shown',
  reason: caller.task ?? 'mediation.list-mediation-requests',
  legalBasis: 'mediation-service',
});
