import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listReferralAnswers, settleMediationRequest } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ListReferralAnswers } from '../../use-cases/list-referral-answers/list-referral-answers';
import { SettleMediationRequest } from '../../use-cases/settle-mediation-request/settle-mediation-request';

/** How far requests are, and what who sent them hears of it (M01, M05). */
@Controller()
export class ReferralsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(SettleMediationRequest) private readonly settleRequest: SettleMediationRequest,
    @Inject(ListReferralAnswers) private readonly listAnswers: ListReferralAnswers,
  ) {}

  @OnRequest(settleMediationRequest)
  settle(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(settleMediationRequest, body, context, (asked) => this.settleRequest.run(asked));
  }

  @OnRequest(listReferralAnswers)
  answers(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listReferralAnswers, body, context, (asked) => this.listAnswers.run(asked));
  }
}
