import { NeighbourhoodCopy, Outgoing, RequestHandling, WhoRead, YearlyCounter, type Platform, policyInForce } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { MongoBriefings, type BriefingDocument } from './edge/mongo/briefings.mongo';
import { MongoCalls, type CallDocument } from './edge/mongo/calls.mongo';
import { MongoSurroundings, type SurroundingDocument } from './edge/mongo/surroundings.mongo';
import { MongoUnits, type UnitDocument } from './edge/mongo/units.mongo';
import type { config } from './intervention.config';
import { AssignUnit } from './use-cases/assign-unit/assign-unit';
import { BriefCrewsWhenItemShared } from './use-cases/brief-crews-when-item-shared/brief-crews-when-item-shared';
import { CloseCall } from './use-cases/close-call/close-call';
import { CopyWijkWhenDrawn } from './use-cases/copy-wijk-when-drawn/copy-wijk-when-drawn';
import { DecideResponse } from './use-cases/decide-response/decide-response';
import { FormUnit } from './use-cases/form-unit/form-unit';
import { InformCaller } from './use-cases/inform-caller/inform-caller';
import { KeepPointWhenChanged } from './use-cases/keep-point-when-changed/keep-point-when-changed';
import { ListBriefings } from './use-cases/list-briefings/list-briefings';
import { ListCalls } from './use-cases/list-calls/list-calls';
import { ListPromises } from './use-cases/list-promises/list-promises';
import { ListUnits } from './use-cases/list-units/list-units';
import { ReadSceneCard } from './use-cases/read-scene-card/read-scene-card';
import { RegisterCall } from './use-cases/register-call/register-call';
import { SetUnitStatus } from './use-cases/set-unit-status/set-unit-status';
import { TriageCall } from './use-cases/triage-call/triage-call';

const WARM_UP = Symbol('warm up');

/** Reads the zones' maps before the first message. */
export const warmUp = (container: DependencyContainer): Promise<void> => container.resolve<() => Promise<void>>(WARM_UP)();

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function interventionContainer(platform: Platform<ReturnType<typeof config>>): DependencyContainer {
  const c = root.createChildContainer();
  const { clock, ids, sealer, readLog, db, zones } = platform;
  const moments = { now: () => clock.now(), next: () => ids.next() };
  const outgoing = new Outgoing(ids);
  const wijken = new NeighbourhoodCopy(db, platform.config.PLACE_TOLERANCE_METRES);
  const units = new MongoUnits(platform.store<UnitDocument>('units'), outgoing, clock);
  const briefings = new MongoBriefings(platform.store<BriefingDocument>('briefings'), outgoing);
  const calls = new MongoCalls(platform.store<CallDocument>('calls'), new YearlyCounter(db, '101'), outgoing);
  const surroundings = new MongoSurroundings(platform.store<SurroundingDocument>('surroundings'));
  const area = {
    wijkAt: (zone: string, point: [number, number]) => wijken.wijkAt(zone, point),
    ofZone: (zone: string) => units.ofZone(zone),
  };
  const making = {
    now: () => clock.now(),
    rules: platform.config.SCENE_RULES,
    get policy() {
      return policyInForce(platform.config.POLICY_FILE, clock.now());
    },
    units,
    sealer,
  };
  const promising = { now: () => clock.now(), targets: platform.config.PROMISE_TARGETS };
  const teams = { has: (zone: string, team: string) => zones.some((one) => one.zone === zone && one.teams.includes(team)) };

  c.registerInstance(RequestHandling, platform.handling);
  c.register(WARM_UP, { useValue: () => wijken.warmUp(zones.map(({ zone }) => zone)) });
  c.register(FormUnit, { useFactory: once(() => new FormUnit(units, wijken, teams, clock)) });
  c.register(SetUnitStatus, { useFactory: once(() => new SetUnitStatus(units, clock)) });
  c.register(ListUnits, { useFactory: once(() => new ListUnits(units, platform.config.UNIT_TARGETS, clock)) });
  const known = { ofZone: (zone: string) => units.lately(zone) };
  c.register(BriefCrewsWhenItemShared, { useFactory: once(() => new BriefCrewsWhenItemShared(briefings, known, sealer, clock)) });
  c.register(ListBriefings, { useFactory: once(() => new ListBriefings(briefings, readLog, making)) });
  c.register(RegisterCall, { useFactory: once(() => new RegisterCall(calls, area, sealer, moments)) });
  c.register(ListCalls, { useFactory: once(() => new ListCalls(calls, readLog, sealer, promising)) });
  c.register(ListPromises, { useFactory: once(() => new ListPromises(calls, readLog, sealer, promising)) });
  c.register(TriageCall, { useFactory: once(() => new TriageCall(calls, platform.config.TRIAGE_RULES, clock)) });
  c.register(DecideResponse, { useFactory: once(() => new DecideResponse(calls, sealer, clock)) });
  c.register(InformCaller, { useFactory: once(() => new InformCaller(calls, sealer, clock)) });
  c.register(CloseCall, { useFactory: once(() => new CloseCall(calls, clock)) });
  c.register(ReadSceneCard, {
    useFactory: once(() => new ReadSceneCard(calls, { items: briefings, points: surroundings }, readLog, making)),
  });
  c.register(WhoRead, { useFactory: once(() => new WhoRead(platform, { subjectTypes: ['item', 'call'] })) });
  c.register(AssignUnit, { useFactory: once(() => new AssignUnit(calls, units, briefings, making)) });
  c.register(KeepPointWhenChanged, { useFactory: once(() => new KeepPointWhenChanged(surroundings)) });
  c.register(CopyWijkWhenDrawn, { useFactory: once(() => new CopyWijkWhenDrawn(wijken)) });
  return c;
}
