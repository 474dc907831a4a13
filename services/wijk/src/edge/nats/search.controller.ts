import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { findMyNotes } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { FindMyNotes } from '../../use-cases/find-my-notes/find-my-notes';

/** Looking for words in one's own notes. */
@Controller()
export class SearchController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(FindMyNotes) private readonly findMyNotes: FindMyNotes,
  ) {}

  @OnRequest(findMyNotes)
  find(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(findMyNotes, body, context, (asked) => this.findMyNotes.run(asked));
  }
}
