import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { whoReadIntervention } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling, WhoRead } from '@spil/service-host';

/** Who read a call or what crews were told, for who must account for it. */
@Controller()
export class WhoReadController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(WhoRead) private readonly whoRead: WhoRead,
  ) {}

  @OnRequest(whoReadIntervention)
  tell(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(whoReadIntervention, body, context, (asked) => this.whoRead.run(asked));
  }
}
