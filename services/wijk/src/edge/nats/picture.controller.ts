import { Controller, Inject } from '@nestjs/common';
import { callCounted, sensitivePointChanged, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { dataOf, zoneOf } from '@spil/service-host';
import { CountCallWhenCounted } from '../../use-cases/count-call-when-counted/count-call-when-counted';
import { ShowPointWhenChanged } from '../../use-cases/show-point-when-changed/show-point-when-changed';

/** What other services tell for the picture of a wijk: counts of calls, sensitive points (W07). */
@Controller()
export class PictureController {
  constructor(
    @Inject(CountCallWhenCounted) private readonly calls: CountCallWhenCounted,
    @Inject(ShowPointWhenChanged) private readonly points: ShowPointWhenChanged,
  ) {}

  @OnEvent(callCounted)
  counted(event: CloudEvent<DataOf<typeof callCounted>>, context: JetStreamContext): Promise<void> {
    return this.calls.run(zoneOf(context.subject), event.id, dataOf(event));
  }

  @OnEvent(sensitivePointChanged)
  point(event: CloudEvent<DataOf<typeof sensitivePointChanged>>, context: JetStreamContext): Promise<void> {
    return this.points.run(zoneOf(context.subject), dataOf(event));
  }
}
