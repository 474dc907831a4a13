import type { AnswerOf, RequestOf, requestMediation } from '@spil/contracts';
import { belgianYear, ok, type Result } from '@spil/domain-kit';
import { contentOf, requestNumber, type MediationRequest } from '../../domain/mediation-request';
import type { Moments } from '../../domain/moments';
import { admitDispute, type QualifiedOffence } from '../../domain/no-police-answer';
import type { Asked, Idempotency } from '../asked';
import type { Seal } from '../ports';

export interface NewRequests {
  /** The next number of the zone in this year; a gap is no harm. */
  nextNumber(zone: string, year: number): Promise<number>;
  /** One write: the request, and that there is one more of its origin. With a known key it answers the request made then. */
  add(request: MediationRequest, idempotency: Idempotency | undefined): Promise<MediationRequest>;
}

/** M01, M02, M04: ask for mediation; answered with a number. What is told never leaves this service. */
export class RequestMediation {
  constructor(
    private readonly requests: NewRequests,
    private readonly sealer: Seal,
    private readonly offences: readonly QualifiedOffence[],
    private readonly moments: Moments,
  ) {}

  async run({
    request,
    caller,
    zone,
    idempotency,
  }: Asked<RequestOf<typeof requestMediation>>): Promise<Result<AnswerOf<typeof requestMediation>>> {
    const now = this.moments.now();
    const admitted = admitDispute(request.disputeType, now, this.offences);
    if (!admitted.ok) return admitted;
    const requestId = this.moments.next();
    const number = requestNumber(await this.requests.nextNumber(zone, belgianYear(now)), now);
    const sealed = this.sealer.seal(contentOf(request), ['mediation'], requestId);
    const asked = { requestId, zone, number, origin: request.origin, receivedAt: now, requestedBy: caller.sub, sealed };
    const kept = await this.requests.add({ ...asked, status: 'received' }, idempotency);
    return ok({ requestId: kept.requestId, number: kept.number, receivedAt: kept.receivedAt });
  }
}
