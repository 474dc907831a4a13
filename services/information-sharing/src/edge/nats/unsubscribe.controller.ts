import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { unsubscribe } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { Unsubscribe } from '../../use-cases/unsubscribe/unsubscribe';
import { HANDLING } from './tokens';

@Controller()
export class UnsubscribeController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(Unsubscribe) private readonly useCase: Unsubscribe,
  ) {}

  @OnRequest(unsubscribe)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(unsubscribe, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
