import { NeighbourhoodCopy, WhoRead, type Platform } from '@spil/service-host';
import { container, instanceCachingFactory, type DependencyContainer } from 'tsyringe';
import { MongoAssignments } from './edge/mongo/assignments.mongo';
import { ReadLogConsultations } from './edge/mongo/consultations';
import {
  collections,
  type AssignmentDocument,
  type InboxDocument,
  type RoutingDocument,
  type SubscriptionDocument,
} from './edge/mongo/documents';
import { FollowerChanges } from './edge/mongo/follower-changes.mongo';
import { RememberedFollowers } from './edge/mongo/followers.mongo';
import { MongoInbox } from './edge/mongo/inbox.mongo';
import { MongoNoteRoutings } from './edge/mongo/note-routings.mongo';
import { Outbox } from './edge/mongo/outbox';
import { MongoSubscriptions } from './edge/mongo/subscriptions.mongo';
import { HANDLING, SEALER } from './edge/nats/tokens';
import type { config } from './information-sharing.config';
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
import { SightOf } from './use-cases/sight-of';
import { Subscribe } from './use-cases/subscribe/subscribe';
import { TrySubscription } from './use-cases/try-subscription/try-subscription';
import { Unsubscribe } from './use-cases/unsubscribe/unsubscribe';

type OwnPlatform = Platform<ReturnType<typeof config> & Platform['config']>;
type Class<T> = abstract new (...args: never[]) => T;

/** Builds this service's use cases from their ports and adapters. */
export function buildContainer(platform: OwnPlatform): DependencyContainer {
  const c = container.createChildContainer();
  const once = <T>(token: Class<T> | symbol, make: () => T): void =>
    void c.register(token as symbol, { useFactory: instanceCachingFactory(make) });
  once(HANDLING, () => platform.handling);
  once(SEALER, () => platform.sealer);
  once(NeighbourhoodCopy, () => new NeighbourhoodCopy(platform.db, 0));
  const adapters = adaptersOf(platform);
  registerEffects(once, platform, adapters);
  registerRequests(once, platform, adapters);
  return c;
}

function adaptersOf(platform: OwnPlatform) {
  const { clock, ids, sealer } = platform;
  const outbox = new Outbox(sealer, ids);
  const stores = {
    routings: platform.store<RoutingDocument>(collections.routings),
    inbox: platform.store<InboxDocument>(collections.inbox),
    subscriptions: platform.store<SubscriptionDocument>(collections.subscriptions),
    assignments: platform.store<AssignmentDocument>(collections.assignments, { lastValue: true }),
  };
  const followers = new RememberedFollowers({ ...stores, clock: platform.clock }, new FollowerChanges(platform.db));
  const { changed } = followers;
  const assignments = new MongoAssignments(stores.assignments, { outbox, clock, changed });
  const policies = platform.config.POLICY_FILE;
  return {
    followers,
    assignments,
    policies,
    subscriptions: new MongoSubscriptions(stores.subscriptions, changed),
    routings: new MongoNoteRoutings(stores.routings, outbox, clock),
    inbox: new MongoInbox(stores, outbox, sealer, clock),
    consultations: new ReadLogConsultations(platform.readLog),
    sights: new SightOf(assignments, policies, clock),
  };
}
type Adapters = ReturnType<typeof adaptersOf>;
type Once = <T>(token: Class<T>, make: () => T) => void;

function registerEffects(once: Once, { clock }: OwnPlatform, { routings, inbox, followers, policies }: Adapters): void {
  once(RouteNoteWhenRecorded, () => new RouteNoteWhenRecorded(routings, policies, clock));
  once(FileInInboxWhenItemRouted, () => new FileInInboxWhenItemRouted(inbox, followers, policies, clock));
  once(RecordBriefingWhenCrewsBriefed, () => new RecordBriefingWhenCrewsBriefed(routings));
}

function registerRequests(once: Once, platform: OwnPlatform, adapters: Adapters): void {
  const { clock, ids } = platform;
  const { routings, inbox, subscriptions, assignments, consultations, sights } = adapters;
  once(WhoRead, () => new WhoRead(platform, { subjectTypes: ['item'], related: routings }));
  once(ListInbox, () => new ListInbox(inbox, sights, consultations));
  once(FindItems, () => new FindItems(inbox, sights, consultations));
  once(TrySubscription, () => new TrySubscription(inbox, sights, consultations));
  once(ReadItem, () => new ReadItem(inbox, sights, consultations));
  once(AcceptItem, () => new AcceptItem(inbox, sights));
  once(ReturnItem, () => new ReturnItem(inbox, sights));
  once(RateItem, () => new RateItem(routings, inbox, sights));
  once(Subscribe, () => new Subscribe(subscriptions, sights, ids));
  once(ListSubscriptions, () => new ListSubscriptions(subscriptions));
  once(Unsubscribe, () => new Unsubscribe(subscriptions, clock));
  once(Assign, () => new Assign(assignments, ids));
  once(EndAssignment, () => new EndAssignment(assignments, clock));
  once(ListAssignments, () => new ListAssignments(assignments, clock));
}
