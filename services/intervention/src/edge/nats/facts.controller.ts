import { Controller, Inject } from '@nestjs/common';
import { itemShared, neighbourhoodDrawn, sensitivePointChanged, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { dataOf, zoneOf } from '@spil/service-host';
import { BriefCrewsWhenItemShared } from '../../use-cases/brief-crews-when-item-shared/brief-crews-when-item-shared';
import { CopyWijkWhenDrawn } from '../../use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';
import { KeepPointWhenChanged } from '../../use-cases/keep-point-when-changed/keep-point-when-changed';

/** What other services tell: items cleared for crews, wijken as they are drawn, sensitive points. */
@Controller()
export class FactsController {
  constructor(
    @Inject(BriefCrewsWhenItemShared) private readonly briefCrews: BriefCrewsWhenItemShared,
    @Inject(CopyWijkWhenDrawn) private readonly copyWijk: CopyWijkWhenDrawn,
    @Inject(KeepPointWhenChanged) private readonly keepPoint: KeepPointWhenChanged,
  ) {}

  @OnEvent(itemShared)
  shared(event: CloudEvent<DataOf<typeof itemShared>>, context: JetStreamContext): Promise<void> {
    return this.briefCrews.run(zoneOf(context.subject), event.id, dataOf(event));
  }

  @OnEvent(neighbourhoodDrawn)
  drawn(event: CloudEvent<DataOf<typeof neighbourhoodDrawn>>, context: JetStreamContext): Promise<void> {
    return this.copyWijk.run(zoneOf(context.subject), dataOf(event));
  }

  @OnEvent(sensitivePointChanged)
  point(event: CloudEvent<DataOf<typeof sensitivePointChanged>>, context: JetStreamContext): Promise<void> {
    return this.keepPoint.run(zoneOf(context.subject), dataOf(event));
  }
}
