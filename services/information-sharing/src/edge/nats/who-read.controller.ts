import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { whoReadInformationSharing } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { type RequestHandling, WhoRead } from '@spil/service-host';
import { HANDLING } from './tokens';

/** Who read an item at a desk, for who must account for it; and what was made of a note. */
@Controller()
export class WhoReadController {
  constructor(
    @Inject(HANDLING) private readonly handling: RequestHandling,
    @Inject(WhoRead) private readonly whoRead: WhoRead,
  ) {}

  @OnRequest(whoReadInformationSharing)
  tell(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(whoReadInformationSharing, body, context, (asked) => this.whoRead.run(asked));
  }
}
