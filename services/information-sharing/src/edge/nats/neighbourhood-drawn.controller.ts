import { Controller, Inject } from '@nestjs/common';
import { neighbourhoodDrawn, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { NeighbourhoodCopy } from '@spil/service-host';
import { zoneOf } from './note-recorded.controller';

/** Keeps this service's own copy of the wijken. */
@Controller()
export class NeighbourhoodDrawnController {
  constructor(@Inject(NeighbourhoodCopy) private readonly copy: NeighbourhoodCopy) {}

  @OnEvent(neighbourhoodDrawn)
  drawn(event: CloudEvent<DataOf<typeof neighbourhoodDrawn>>, context: JetStreamContext): Promise<void> {
    return this.copy.apply(zoneOf(context), event.data as DataOf<typeof neighbourhoodDrawn>);
  }
}
