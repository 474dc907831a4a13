import type { AnswerOf, RequestOf, settleMediationRequest } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { outcomeOf, settle, type MediationRequest } from '../../domain/mediation-request';
import type { Asked } from '../asked';

export interface SettleableRequests {
  /** Loads, decides and saves one request; undefined: it is not there in this zone. */
  change(
    zone: string,
    requestId: string,
    change: (now: MediationRequest) => Result<MediationRequest>,
  ): Promise<Result<MediationRequest> | undefined>;
}

/** M01, M05: the desk says how far a request is. */
export class SettleMediationRequest {
  constructor(
    private readonly requests: SettleableRequests,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof settleMediationRequest>>): Promise<Result<AnswerOf<typeof settleMediationRequest>>> {
    const { requestId } = request;
    const changed = await this.requests.change(zone, requestId, (now) => settle(now, request, this.clock.now()));
    if (!changed) return fail(new DomainError('not-found'));
    return changed.ok ? ok({ requestId, ...outcomeOf(changed.value) }) : changed;
  }
}
