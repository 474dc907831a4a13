import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { acceptItem } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { AcceptItem } from '../../use-cases/accept-item/accept-item';
import { HANDLING } from './tokens';

@Controller()
export class AcceptItemController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(AcceptItem) private readonly useCase: AcceptItem,
  ) {}

  @OnRequest(acceptItem)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(acceptItem, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
