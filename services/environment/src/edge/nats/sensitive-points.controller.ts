import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { identifySensitivePoint, listSensitivePoints, verifySensitivePoint } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { IdentifySensitivePoint } from '../../use-cases/identify-sensitive-point/identify-sensitive-point';
import { ListSensitivePoints } from '../../use-cases/list-sensitive-points/list-sensitive-points';
import { VerifySensitivePoint } from '../../use-cases/verify-sensitive-point/verify-sensitive-point';

/** Sensitive points (E10). */
@Controller()
export class SensitivePointsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(IdentifySensitivePoint) private readonly identifyPoint: IdentifySensitivePoint,
    @Inject(VerifySensitivePoint) private readonly verifyPoint: VerifySensitivePoint,
    @Inject(ListSensitivePoints) private readonly listPoints: ListSensitivePoints,
  ) {}

  @OnRequest(identifySensitivePoint)
  identify(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(identifySensitivePoint, body, context, (asked) => this.identifyPoint.run(asked));
  }

  @OnRequest(verifySensitivePoint)
  verify(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(verifySensitivePoint, body, context, (asked) => this.verifyPoint.run(asked));
  }

  @OnRequest(listSensitivePoints)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listSensitivePoints, body, context, (asked) => this.listPoints.run(asked));
  }
}
