import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listMediationRequests, requestMediation } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ListMediationRequests } from '../../use-cases/list-mediation-requests/list-mediation-requests';
import { RequestMediation } from '../../use-cases/request-mediation/request-mediation';

/** Requests for mediation (M01, M04). */
@Controller()
export class MediationRequestsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(RequestMediation) private readonly requestMediation: RequestMediation,
    @Inject(ListMediationRequests) private readonly listMediationRequests: ListMediationRequests,
  ) {}

  @OnRequest(requestMediation)
  request(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(requestMediation, body, context, (asked) => this.requestMediation.run(asked));
  }

  @OnRequest(listMediationRequests)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listMediationRequests, body, context, (asked) => this.listMediationRequests.run(asked));
  }
}
