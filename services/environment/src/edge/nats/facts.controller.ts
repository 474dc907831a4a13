import { Controller, Inject } from '@nestjs/common';
import { neighbourhoodDrawn, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { dataOf, zoneOf } from '@spil/service-host';
import { CopyWijkWhenDrawn } from '../../use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';

/** What other services tell: wijken as they are drawn. */
@Controller()
export class FactsController {
  constructor(@Inject(CopyWijkWhenDrawn) private readonly copyWijk: CopyWijkWhenDrawn) {}

  @OnEvent(neighbourhoodDrawn)
  drawn(event: CloudEvent<DataOf<typeof neighbourhoodDrawn>>, context: JetStreamContext): Promise<void> {
    return this.copyWijk.run(zoneOf(context.subject), dataOf(event));
  }
}
