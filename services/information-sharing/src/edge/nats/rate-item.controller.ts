import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { rateItem } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { RateItem } from '../../use-cases/rate-item/rate-item';
import { HANDLING } from './tokens';

@Controller()
export class RateItemController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(RateItem) private readonly useCase: RateItem,
  ) {}

  @OnRequest(rateItem)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(rateItem, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
