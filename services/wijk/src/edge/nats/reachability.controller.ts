import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { readReachability, setReachability } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ReadReachability } from '../../use-cases/read-reachability/read-reachability';
import { SetReachability } from '../../use-cases/set-reachability/set-reachability';

/** When and how inspectors are reached (W04). */
@Controller()
export class ReachabilityController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(SetReachability) private readonly setReachability: SetReachability,
    @Inject(ReadReachability) private readonly readReachability: ReadReachability,
  ) {}

  @OnRequest(setReachability)
  set(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(setReachability, body, context, (asked) => this.setReachability.run(asked));
  }

  @OnRequest(readReachability)
  read(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readReachability, body, context, (asked) => this.readReachability.run(asked));
  }
}
