import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listBriefings } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ListBriefings } from '../../use-cases/list-briefings/list-briefings';

/** Briefings of the crews (S01). */
@Controller()
export class BriefingsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ListBriefings) private readonly listBriefings: ListBriefings,
  ) {}

  @OnRequest(listBriefings)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listBriefings, body, context, (asked) => this.listBriefings.run(asked));
  }
}
