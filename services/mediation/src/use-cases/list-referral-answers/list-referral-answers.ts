import type { AnswerOf, listReferralAnswers } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { outcomeOf, type MediationRequest } from '../../domain/mediation-request';
import type { Asked } from '../asked';

export interface OwnRequests {
  /** Those this person sent, newest first. */
  by(zone: string, personId: string): Promise<MediationRequest[]>;
}

/** M05: what became of what I sent to mediation. Nothing is opened for it: content stays sealed. */
export class ListReferralAnswers {
  constructor(
    private readonly requests: OwnRequests,
    private readonly clock: Clock,
  ) {}

  async run({ caller, zone }: Asked<unknown>): Promise<Result<AnswerOf<typeof listReferralAnswers>>> {
    const asOf = this.clock.now();
    const mine = await this.requests.by(zone, caller.sub);
    const answers = mine.map((request) => ({
      number: request.number,
      origin: request.origin,
      receivedAt: request.receivedAt,
      ...outcomeOf(request),
    }));
    return ok({ answers, asOf });
  }
}
