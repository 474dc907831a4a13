import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { followContact } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { FollowContact } from '../../use-cases/follow-contact/follow-contact';

/** What became of a question, for who holds its link (O13). */
@Controller()
export class FollowController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(FollowContact) private readonly followContact: FollowContact,
  ) {}

  @OnRequest(followContact)
  follow(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(followContact, body, context, (asked) => this.followContact.run(asked));
  }
}
