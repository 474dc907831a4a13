import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listCalls, registerCall } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ListCalls } from '../../use-cases/list-calls/list-calls';
import { RegisterCall } from '../../use-cases/register-call/register-call';

/** 101 calls (I01). */
@Controller()
export class CallsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(RegisterCall) private readonly registerCall: RegisterCall,
    @Inject(ListCalls) private readonly listCalls: ListCalls,
  ) {}

  @OnRequest(registerCall)
  register(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(registerCall, body, context, (asked) => this.registerCall.run(asked));
  }

  @OnRequest(listCalls)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listCalls, body, context, (asked) => this.listCalls.run(asked));
  }
}
