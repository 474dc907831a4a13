import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listInbox } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { ListInbox } from '../../use-cases/list-inbox/list-inbox';
import { HANDLING } from './tokens';

@Controller()
export class ListInboxController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(ListInbox) private readonly useCase: ListInbox,
  ) {}

  @OnRequest(listInbox)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listInbox, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
