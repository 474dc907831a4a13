import { Outgoing, RequestHandling, YearlyCounter, type Platform } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { MongoMediationRequests, type RequestDocument } from './edge/mongo/mediation-requests.mongo';
import type { config } from './mediation.config';
import { ListMediationRequests } from './use-cases/list-mediation-requests/list-mediation-requests';
import { ListReferralAnswers } from './use-cases/list-referral-answers/list-referral-answers';
import { SettleMediationRequest } from './use-cases/settle-mediation-request/settle-mediation-request';
import { RequestMediation } from './use-cases/request-mediation/request-mediation';

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function mediationContainer(platform: Platform<ReturnType<typeof config>>): DependencyContainer {
  const c = root.createChildContainer();
  const { clock, ids, sealer, readLog, db } = platform;
  const moments = { now: () => clock.now(), next: () => ids.next() };
  const offences = platform.config.QUALIFIED_OFFENCES;
  const requests = new MongoMediationRequests(
    platform.store<RequestDocument>('mediationRequests'),
    new YearlyCounter(db, 'BEM'),
    new Outgoing(ids),
    db,
  );
  c.registerInstance(RequestHandling, platform.handling);
  c.register(RequestMediation, { useFactory: once(() => new RequestMediation(requests, sealer, offences, moments)) });
  c.register(ListMediationRequests, { useFactory: once(() => new ListMediationRequests(requests, readLog, sealer, clock)) });
  c.register(SettleMediationRequest, { useFactory: once(() => new SettleMediationRequest(requests, clock)) });
  c.register(ListReferralAnswers, { useFactory: once(() => new ListReferralAnswers(requests, clock)) });
  return c;
}
