import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listSubscriptions, subscribe, type AnswerOf } from '@spil/contracts';
import { ok } from '@spil/domain-kit';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import type { Subscription } from '../../domain/subscription';
import { ListSubscriptions } from '../../use-cases/list-subscriptions/list-subscriptions';
import { Subscribe } from '../../use-cases/subscribe/subscribe';
import { HANDLING } from './tokens';

@Controller()
export class SubscriptionsController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(Subscribe) private readonly subscribe: Subscribe,
    @Inject(ListSubscriptions) private readonly list: ListSubscriptions,
  ) {}

  @OnRequest(subscribe)
  add(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(subscribe, body, context, async ({ caller, request, idempotency }) => {
      const made = await this.subscribe.run(caller, request, idempotency);
      return made.ok ? ok(answerOf(made.value)) : made;
    });
  }

  @OnRequest(listSubscriptions)
  all(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listSubscriptions, body, context, async ({ caller }) => {
      const found = await this.list.run(caller);
      return found.ok ? ok({ subscriptions: found.value.map(answerOf) }) : found;
    });
  }
}

const answerOf = ({ subscriptionId, name, criteria, createdAt }: Subscription): AnswerOf<typeof subscribe> => ({
  subscriptionId,
  name,
  criteria,
  createdAt,
});
