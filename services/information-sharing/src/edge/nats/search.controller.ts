import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { findItems, trySubscription } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { FindItems } from '../../use-cases/find-items/find-items';
import { TrySubscription } from '../../use-cases/try-subscription/try-subscription';
import { HANDLING } from './tokens';

/** Looking for items: in one's own inbox, and in what a subscription would have brought. */
@Controller()
export class SearchController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(FindItems) private readonly findItems: FindItems,
    @Inject(TrySubscription) private readonly trySubscription: TrySubscription,
  ) {}

  @OnRequest(findItems)
  find(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(findItems, body, context, ({ caller, request }) => this.findItems.run(caller, request));
  }

  @OnRequest(trySubscription)
  try(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(trySubscription, body, context, ({ caller, request }) => this.trySubscription.run(caller, request));
  }
}
