import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { closeCall, informCaller, listPromises } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { CloseCall } from '../../use-cases/close-call/close-call';
import { InformCaller } from '../../use-cases/inform-caller/inform-caller';
import { ListPromises } from '../../use-cases/list-promises/list-promises';

/** What callers were promised: listed, said anew, and over when the call closes (I06, X1). */
@Controller()
export class PromisesController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ListPromises) private readonly listPromises: ListPromises,
    @Inject(InformCaller) private readonly informCaller: InformCaller,
    @Inject(CloseCall) private readonly closeCall: CloseCall,
  ) {}

  @OnRequest(listPromises)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listPromises, body, context, (asked) => this.listPromises.run(asked));
  }

  @OnRequest(informCaller)
  inform(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(informCaller, body, context, (asked) => this.informCaller.run(asked));
  }

  @OnRequest(closeCall)
  close(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(closeCall, body, context, (asked) => this.closeCall.run(asked));
  }
}
