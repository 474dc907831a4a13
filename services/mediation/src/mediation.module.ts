import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, RequestHandling, type IndexPlans, type Resolver } from '@spil/service-host';
import { requestIndexes } from './edge/mongo/mediation-requests.mongo';
import { MediationRequestsController } from './edge/nats/mediation-requests.controller';
import { ListMediationRequests } from './use-cases/list-mediation-requests/list-mediation-requests';
import { RequestMediation } from './use-cases/request-mediation/request-mediation';

export const indexes: IndexPlans = { mediationRequests: { aggregate: true, indexes: requestIndexes } };

@Module({})
class MediationModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const mediationModule = (container: Resolver): DynamicModule => ({
  module: MediationModule,
  controllers: [MediationRequestsController],
  providers: fromContainer(container, [RequestHandling, RequestMediation, ListMediationRequests]),
});
