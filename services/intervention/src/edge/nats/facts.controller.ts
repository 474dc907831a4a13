import { Controller, Inject } from '@nestjs/common';
import { itemShared, neighbourhoodDrawn, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { dataOf, zoneOf } from '@spil/service-host';
import { BriefCrewsWhenItemShared } from '../../use-cases/brief-crews-when-item-shared/brief-crews-when-item-shared';
import { CopyWijkWhenDrawn } from '../../use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';

/** What other services tell: items cleared for crews, and wijken as they are drawn. */
@Controller()
export class FactsController {
  constructor(
    @Inject(BriefCrewsWhenItemShared) private readonly briefCrews: BriefCrewsWhenItemShared,
    @Inject(CopyWijkWhenDrawn) private readonly copyWijk: CopyWijkWhenDrawn,
  ) {}

  @OnEvent(itemShared)
  shared(event: CloudEvent<DataOf<typeof itemShared>>, context: JetStreamContext): Promise<void> {
    return this.briefCrews.run(zoneOf(context.subject), event.id, dataOf(event));
  }

  @OnEvent(neighbourhoodDrawn)
  drawn(event: CloudEvent<DataOf<typeof neighbourhoodDrawn>>, context: JetStreamContext): Promise<void> {
    return this.copyWijk.run(zoneOf(context.subject), dataOf(event));
  }
}
