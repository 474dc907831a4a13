import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, neighbourhoodCopyIndexes, RequestHandling, WhoRead, type IndexPlans, type Resolver } from '@spil/service-host';
import { briefingIndexes } from './edge/mongo/briefings.mongo';
import { callIndexes } from './edge/mongo/calls.mongo';
import { surroundingIndexes } from './edge/mongo/surroundings.mongo';
import { unitIndexes } from './edge/mongo/units.mongo';
import { BriefingsController } from './edge/nats/briefings.controller';
import { CallsController } from './edge/nats/calls.controller';
import { FactsController } from './edge/nats/facts.controller';
import { PromisesController } from './edge/nats/promises.controller';
import { SceneController } from './edge/nats/scene.controller';
import { TriageController } from './edge/nats/triage.controller';
import { UnitsController } from './edge/nats/units.controller';
import { WhoReadController } from './edge/nats/who-read.controller';
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

export const indexes: IndexPlans = {
  units: { aggregate: true, indexes: unitIndexes },
  briefings: { aggregate: true, indexes: briefingIndexes },
  calls: { aggregate: true, indexes: callIndexes },
  surroundings: { aggregate: true, indexes: surroundingIndexes },
  ...neighbourhoodCopyIndexes,
};

const useCases = [
  FormUnit,
  SetUnitStatus,
  ListUnits,
  BriefCrewsWhenItemShared,
  ListBriefings,
  RegisterCall,
  ListCalls,
  ListPromises,
  TriageCall,
  DecideResponse,
  InformCaller,
  CloseCall,
  ReadSceneCard,
  AssignUnit,
  KeepPointWhenChanged,
  CopyWijkWhenDrawn,
];

@Module({})
class InterventionModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const interventionModule = (container: Resolver): DynamicModule => ({
  module: InterventionModule,
  controllers: [
    UnitsController,
    CallsController,
    BriefingsController,
    FactsController,
    SceneController,
    TriageController,
    PromisesController,
    WhoReadController,
  ],
  providers: fromContainer(container, [RequestHandling, WhoRead, ...useCases]),
});
