import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { decideResponse, triageCall } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { DecideResponse } from '../../use-cases/decide-response/decide-response';
import { TriageCall } from '../../use-cases/triage-call/triage-call';

/** A call is weighed (I03), and answered now or later (I05). */
@Controller()
export class TriageController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(TriageCall) private readonly triageCall: TriageCall,
    @Inject(DecideResponse) private readonly decideResponse: DecideResponse,
  ) {}

  @OnRequest(triageCall)
  triage(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(triageCall, body, context, (asked) => this.triageCall.run(asked));
  }

  @OnRequest(decideResponse)
  decide(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(decideResponse, body, context, (asked) => this.decideResponse.run(asked));
  }
}
