import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, neighbourhoodCopyIndexes, RequestHandling, type IndexPlans, type Resolver } from '@spil/service-host';
import { nuisanceIndexes } from './edge/mongo/nuisances.mongo';
import { pointIndexes } from './edge/mongo/sensitive-points.mongo';
import { FactsController } from './edge/nats/facts.controller';
import { NuisancesController } from './edge/nats/nuisances.controller';
import { SensitivePointsController } from './edge/nats/sensitive-points.controller';
import { CopyWijkWhenDrawn } from './use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';
import { ListNuisances } from './use-cases/list-nuisances/list-nuisances';
import { IdentifySensitivePoint } from './use-cases/identify-sensitive-point/identify-sensitive-point';
import { ListSensitivePoints } from './use-cases/list-sensitive-points/list-sensitive-points';
import { VerifySensitivePoint } from './use-cases/verify-sensitive-point/verify-sensitive-point';
import { ReportNuisance } from './use-cases/report-nuisance/report-nuisance';

export const indexes: IndexPlans = {
  nuisances: { aggregate: true, indexes: nuisanceIndexes },
  sensitivePoints: { aggregate: true, indexes: pointIndexes },
  ...neighbourhoodCopyIndexes,
};

@Module({})
class EnvironmentModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const environmentModule = (container: Resolver): DynamicModule => ({
  module: EnvironmentModule,
  controllers: [NuisancesController, SensitivePointsController, FactsController],
  providers: fromContainer(container, [
    RequestHandling,
    ReportNuisance,
    ListNuisances,
    IdentifySensitivePoint,
    VerifySensitivePoint,
    ListSensitivePoints,
    CopyWijkWhenDrawn,
  ]),
});
