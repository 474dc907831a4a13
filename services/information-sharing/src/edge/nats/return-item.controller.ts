import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { returnItem } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { ReturnItem } from '../../use-cases/return-item/return-item';
import { HANDLING } from './tokens';

@Controller()
export class ReturnItemController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(ReturnItem) private readonly useCase: ReturnItem,
  ) {}

  @OnRequest(returnItem)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(returnItem, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
