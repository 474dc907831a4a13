import type { AnswerOf, RequestOf, listMediationRequests } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { outcomeOf, type MediationContent, type MediationRequest } from '../../domain/mediation-request';
import type { Asked } from '../asked';
import type { Read, Reads, Seal } from '../ports';

type Answer = AnswerOf<typeof listMediationRequests>;
type Origin = MediationRequest['origin'];

export interface KeptRequests {
  /** Newest first. */
  list(zone: string, page: { origin?: Origin | undefined; before?: Instant | undefined; limit: number }): Promise<MediationRequest[]>;
  /** All of the zone by origin, and how many of those are not settled. */
  byOrigin(zone: string): Promise<Answer['byOrigin']>;
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
    const { origin, before, limit = 50 } = request;
    const [kept, byOrigin] = await Promise.all([this.requests.list(zone, { origin, before, limit }), this.requests.byOrigin(zone)]);
    await this.reads.record(kept.map((one) => lineOf(caller, one)));
    const requests = kept.map((one) => {
      const { requestId, number, origin: by, receivedAt, sealed } = one;
      return { requestId, number, origin: by, receivedAt, ...outcomeOf(one), ...this.sealer.open<MediationContent>(sealed, requestId) };
    });
    return ok({ requests, byOrigin, asOf });
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
