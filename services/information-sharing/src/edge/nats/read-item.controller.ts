import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { readItem } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import type { RequestHandling } from '@spil/service-host';
import { ReadItem } from '../../use-cases/read-item/read-item';
import { HANDLING } from './tokens';

@Controller()
export class ReadItemController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(ReadItem) private readonly useCase: ReadItem,
  ) {}

  @OnRequest(readItem)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readItem, body, context, ({ caller, request }) => this.useCase.run(caller, request));
  }
}
