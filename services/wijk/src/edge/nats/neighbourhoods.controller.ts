import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { appointInspector, listNeighbourhoods, readNeighbourhood } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { AppointInspector } from '../../use-cases/appoint-inspector/appoint-inspector';
import { ListNeighbourhoods } from '../../use-cases/list-neighbourhoods/list-neighbourhoods';
import { ReadNeighbourhood } from '../../use-cases/read-neighbourhood/read-neighbourhood';

/** Wijken: drawn on a map, who answers for them, what is known of them. */
@Controller()
export class NeighbourhoodsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ListNeighbourhoods) private readonly listNeighbourhoods: ListNeighbourhoods,
    @Inject(ReadNeighbourhood) private readonly readNeighbourhood: ReadNeighbourhood,
    @Inject(AppointInspector) private readonly appointInspector: AppointInspector,
  ) {}

  @OnRequest(listNeighbourhoods)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listNeighbourhoods, body, context, (asked) => this.listNeighbourhoods.run(asked));
  }

  @OnRequest(readNeighbourhood)
  read(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readNeighbourhood, body, context, (asked) => this.readNeighbourhood.run(asked));
  }

  @OnRequest(appointInspector)
  appoint(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(appointInspector, body, context, (asked) => this.appointInspector.run(asked));
  }
}
