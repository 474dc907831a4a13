import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { assignUnit, readSceneCard } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { AssignUnit } from '../../use-cases/assign-unit/assign-unit';
import { ReadSceneCard } from '../../use-cases/read-scene-card/read-scene-card';

/** Who is sent to a call (I07), and what awaits them there (X6). */
@Controller()
export class SceneController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ReadSceneCard) private readonly readSceneCard: ReadSceneCard,
    @Inject(AssignUnit) private readonly assignUnit: AssignUnit,
  ) {}

  @OnRequest(readSceneCard)
  read(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readSceneCard, body, context, (asked) => this.readSceneCard.run(asked));
  }

  @OnRequest(assignUnit)
  assign(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(assignUnit, body, context, (asked) => this.assignUnit.run(asked));
  }
}
