import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { proposePresence } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ProposePresence } from '../../use-cases/propose-presence/propose-presence';

/** Where to be tomorrow, and why (X8). */
@Controller()
export class PresenceController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ProposePresence) private readonly proposePresence: ProposePresence,
  ) {}

  @OnRequest(proposePresence)
  propose(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(proposePresence, body, context, (asked) => this.proposePresence.run(asked));
  }
}
