import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, RequestHandling, type IndexPlans, type Resolver } from '@spil/service-host';
import { requestIndexes } from './edge/mongo/mediation-requests.mongo';
import { MediationRequestsController } from './edge/nats/mediation-requests.controller';
import { ReferralsController } from './edge/nats/referrals.controller';
import { ListMediationRequests } from './use-cases/list-mediation-requests/list-mediation-requests';
import { ListReferralAnswers } from './use-cases/list-referral-answers/list-referral-answers';
import { SettleMediationRequest } from './use-cases/settle-mediation-request/settle-mediation-request';
import { RequestMediation } from './use-cases/request-mediation/request-mediation';

export const indexes: IndexPlans = { mediationRequests: { aggregate: true, indexes: requestIndexes } };

@Module({})
class MediationModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const mediationModule = (container: Resolver): DynamicModule => ({
  module: MediationModule,
  controllers: [MediationRequestsController, ReferralsController],
  providers: fromContainer(container, [
    RequestHandling,
    RequestMediation,
    ListMediationRequests,
    SettleMediationRequest,
    ListReferralAnswers,
  ]),
});
