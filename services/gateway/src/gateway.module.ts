import { Module, type DynamicModule } from '@nestjs/common';
import { fromContainer, type Resolver } from '@spil/service-host';
import { Entrance } from './edge/http/entrance';
import { AssignmentBook } from './edge/nats/assignment-book';
import { AskService } from './use-cases/ask-service/ask-service';
import { FeedHub } from './use-cases/follow-feed/feed-hub';

@Module({})
class GatewayModule {}

/** Nest's view of the gateway. It has no controllers: its routes are made from the table of contracts (edge/http/contract-routes.ts). */
export const gatewayModule = (container: Resolver): DynamicModule => ({
  module: GatewayModule,
  providers: fromContainer(container, [AskService, AssignmentBook, Entrance, FeedHub]),
});
