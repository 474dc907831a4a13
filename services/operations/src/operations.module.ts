import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, RequestHandling, type IndexPlans, type Resolver } from '@spil/service-host';
import { DeadLettersController } from './edge/nats/dead-letters.controller';
import { DropDeadLetter } from './use-cases/drop-dead-letter/drop-dead-letter';
import { ListDeadLetters } from './use-cases/list-dead-letters/list-dead-letters';
import { ReplayDeadLetter } from './use-cases/replay-dead-letter/replay-dead-letter';

export const indexes: IndexPlans = { streamEnds: [], decisions: [{ name: 'zone_1_at_-1', key: { zone: 1, at: -1 } }] };

@Module({})
class OperationsModule {}

/** Nest's view of this service: its controllers, and the use cases they call. */
export const operationsModule = (container: Resolver): DynamicModule => ({
  module: OperationsModule,
  controllers: [DeadLettersController],
  providers: fromContainer(container, [RequestHandling, ListDeadLetters, ReplayDeadLetter, DropDeadLetter]),
});
