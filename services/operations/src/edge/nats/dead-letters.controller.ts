import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { DropDeadLetter } from '../../use-cases/drop-dead-letter/drop-dead-letter';
import { ListDeadLetters } from '../../use-cases/list-dead-letters/list-dead-letters';
import { ReplayDeadLetter } from '../../use-cases/replay-dead-letter/replay-dead-letter';

/** Dead letters, for operators. */
@Controller()
export class DeadLettersController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ListDeadLetters) private readonly listLetters: ListDeadLetters,
    @Inject(ReplayDeadLetter) private readonly replayLetter: ReplayDeadLetter,
    @Inject(DropDeadLetter) private readonly dropLetter: DropDeadLetter,
  ) {}

  @OnRequest(listDeadLetters)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listDeadLetters, body, context, (asked) => this.listLetters.run(asked));
  }

  @OnRequest(replayDeadLetter)
  replay(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(replayDeadLetter, body, context, (asked) => this.replayLetter.run(asked));
  }

  @OnRequest(dropDeadLetter)
  drop(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(dropDeadLetter, body, context, (asked) => this.dropLetter.run(asked));
  }
}
