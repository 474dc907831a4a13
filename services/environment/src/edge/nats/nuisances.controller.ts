import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listNuisances, reportNuisance } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ListNuisances } from '../../use-cases/list-nuisances/list-nuisances';
import { ReportNuisance } from '../../use-cases/report-nuisance/report-nuisance';

/** Environmental nuisances (E03). */
@Controller()
export class NuisancesController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ReportNuisance) private readonly reportNuisance: ReportNuisance,
    @Inject(ListNuisances) private readonly listNuisances: ListNuisances,
  ) {}

  @OnRequest(reportNuisance)
  report(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(reportNuisance, body, context, (asked) => this.reportNuisance.run(asked));
  }

  @OnRequest(listNuisances)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listNuisances, body, context, (asked) => this.listNuisances.run(asked));
  }
}
