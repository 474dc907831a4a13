import { NeighbourhoodCopy, Outgoing, RequestHandling, YearlyCounter, type Platform } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { MongoNuisances, type NuisanceDocument } from './edge/mongo/nuisances.mongo';
import { MongoSensitivePoints, type PointDocument } from './edge/mongo/sensitive-points.mongo';
import type { config } from './environment.config';
import { CopyWijkWhenDrawn } from './use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';
import { ListNuisances } from './use-cases/list-nuisances/list-nuisances';
import { IdentifySensitivePoint } from './use-cases/identify-sensitive-point/identify-sensitive-point';
import { ListSensitivePoints } from './use-cases/list-sensitive-points/list-sensitive-points';
import { VerifySensitivePoint } from './use-cases/verify-sensitive-point/verify-sensitive-point';
import { ReportNuisance } from './use-cases/report-nuisance/report-nuisance';

const WARM_UP = Symbol('warm up');

/** Reads the zones' maps before the first message. */
export const warmUp = (container: DependencyContainer): Promise<void> => container.resolve<() => Promise<void>>(WARM_UP)();

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function environmentContainer(platform: Platform<ReturnType<typeof config>>): DependencyContainer {
  const c = root.createChildContainer();
  const { clock, ids, sealer, db, zones } = platform;
  const moments = { now: () => clock.now(), next: () => ids.next() };
  const wijken = new NeighbourhoodCopy(db, platform.config.PLACE_TOLERANCE_METRES);
  const counter = new YearlyCounter(db, 'MIL');
  const nuisances = new MongoNuisances(platform.store<NuisanceDocument>('nuisances'), counter, new Outgoing(ids));

  const points = new MongoSensitivePoints(platform.store<PointDocument>('sensitivePoints'), new Outgoing(ids));
  const rules = { ...moments, verify: platform.config.VERIFY_RULES };

  c.registerInstance(RequestHandling, platform.handling);
  c.register(WARM_UP, { useValue: () => wijken.warmUp(zones.map(({ zone }) => zone)) });
  c.register(ReportNuisance, { useFactory: once(() => new ReportNuisance(nuisances, wijken, sealer, moments)) });
  c.register(ListNuisances, { useFactory: once(() => new ListNuisances(nuisances, sealer, clock)) });
  c.register(IdentifySensitivePoint, { useFactory: once(() => new IdentifySensitivePoint(points, wijken, sealer, rules)) });
  c.register(VerifySensitivePoint, { useFactory: once(() => new VerifySensitivePoint(points, sealer, rules)) });
  c.register(ListSensitivePoints, { useFactory: once(() => new ListSensitivePoints(points, sealer, clock)) });
  c.register(CopyWijkWhenDrawn, { useFactory: once(() => new CopyWijkWhenDrawn(wijken)) });
  return c;
}
