import type { DynamicModule } from '@nestjs/common';
import { NeighbourhoodCopy, WhoRead } from '@spil/service-host';
import { AcceptItemController } from './edge/nats/accept-item.controller';
import { AssignmentsController } from './edge/nats/assignments.controller';
import { CrewsBriefedController } from './edge/nats/crews-briefed.controller';
import { ItemRoutedController } from './edge/nats/item-routed.controller';
import { ListInboxController } from './edge/nats/list-inbox.controller';
import { NeighbourhoodDrawnController } from './edge/nats/neighbourhood-drawn.controller';
import { NoteRecordedController } from './edge/nats/note-recorded.controller';
import { RateItemController } from './edge/nats/rate-item.controller';
import { ReadItemController } from './edge/nats/read-item.controller';
import { ReturnItemController } from './edge/nats/return-item.controller';
import { SearchController } from './edge/nats/search.controller';
import { SubscriptionsController } from './edge/nats/subscriptions.controller';
import { HANDLING, SEALER } from './edge/nats/tokens';
import { UnsubscribeController } from './edge/nats/unsubscribe.controller';
import { WhoReadController } from './edge/nats/who-read.controller';
import { AcceptItem } from './use-cases/accept-item/accept-item';
import { Assign } from './use-cases/assign/assign';
import { EndAssignment } from './use-cases/end-assignment/end-assignment';
import { FindItems } from './use-cases/find-items/find-items';
import { FileInInboxWhenItemRouted } from './use-cases/file-in-inbox-when-item-routed/file-in-inbox-when-item-routed';
import { ListAssignments } from './use-cases/list-assignments/list-assignments';
import { ListInbox } from './use-cases/list-inbox/list-inbox';
import { ListSubscriptions } from './use-cases/list-subscriptions/list-subscriptions';
import { RateItem } from './use-cases/rate-item/rate-item';
import { ReadItem } from './use-cases/read-item/read-item';
import { RecordBriefingWhenCrewsBriefed } from './use-cases/record-briefing-when-crews-briefed/record-briefing-when-crews-briefed';
import { ReturnItem } from './use-cases/return-item/return-item';
import { RouteNoteWhenRecorded } from './use-cases/route-note-when-recorded/route-note-when-recorded';
import { Subscribe } from './use-cases/subscribe/subscribe';
import { TrySubscription } from './use-cases/try-subscription/try-subscription';
import { Unsubscribe } from './use-cases/unsubscribe/unsubscribe';

const useCases = [
  ...[RouteNoteWhenRecorded, FileInInboxWhenItemRouted, RecordBriefingWhenCrewsBriefed, NeighbourhoodCopy],
  ...[ListInbox, FindItems, TrySubscription, ReadItem, AcceptItem, ReturnItem, RateItem],
  ...[Subscribe, ListSubscriptions, Unsubscribe, Assign, EndAssignment, ListAssignments, WhoRead],
];

/** Resolves what controllers ask for. */
export interface Resolver {
  resolve(token: never): unknown;
}

class InformationSharingModule {}

/** Lists the controllers; what they call comes out of the container. */
export const informationSharingModule = (container: Resolver): DynamicModule => ({
  module: InformationSharingModule,
  controllers: [
    ...[NoteRecordedController, ItemRoutedController, CrewsBriefedController, NeighbourhoodDrawnController],
    ...[ListInboxController, ReadItemController, AcceptItemController, ReturnItemController, RateItemController],
    ...[SearchController, SubscriptionsController, UnsubscribeController, AssignmentsController, WhoReadController],
  ],
  providers: [...useCases, HANDLING, SEALER].map((token) => ({
    provide: token,
    useFactory: () => container.resolve(token as never),
  })),
});
