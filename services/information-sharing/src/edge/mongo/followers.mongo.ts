import type { AggregateStore } from '@spil/mongo';
import { Remembered } from '@spil/service-host';
import type { Follower } from '../../domain/followers';
import type { Followers } from '../../use-cases/file-in-inbox-when-item-routed/file-in-inbox-when-item-routed';
import { stateOf as assignmentOf } from './assignments.mongo';
import type { AssignmentDocument, SubscriptionDocument } from './documents';
import { stateOf as subscriptionOf } from './subscriptions.mongo';

/** How old what is remembered may be: another replica's change is seen within it, a change of our own at once. */
const MOST_AGE_MS = 500;
const ALL = 20_000;

export interface FollowerStores {
  subscriptions: AggregateStore<SubscriptionDocument>;
  assignments: AggregateStore<AssignmentDocument>;
}

/** Who follows what in a zone, in memory: asked for every item that is routed. */
export class RememberedFollowers implements Followers {
  private readonly remembered: Remembered<Follower[]>;

  constructor(private readonly stores: FollowerStores) {
    this.remembered = new Remembered((zone) => this.load(zone), MOST_AGE_MS);
  }

  inZone(zone: string): Promise<Follower[]> {
    return this.remembered.atMost(zone, MOST_AGE_MS);
  }

  /** Reads a zone anew; called after every commit that changes it. A failure shows at the next question. */
  changed = (zone: string): void => {
    this.remembered.read(zone).catch(() => undefined);
  };

  private async load(zone: string): Promise<Follower[]> {
    const [subscriptions, assignments] = await Promise.all([
      this.stores.subscriptions.find({ zone, status: 'active' }, { limit: ALL }),
      this.stores.assignments.find({ zone, endedAt: { $exists: false } }, { limit: ALL }),
    ]);
    const byPerson = new Map<string, Follower & { subscriptions: object[]; assignments: object[] }>();
    const follower = (personId: string) => {
      const known = byPerson.get(personId) ?? { personId, zone, subscriptions: [], assignments: [] };
      byPerson.set(personId, known);
      return known;
    };
    for (const { doc } of subscriptions) follower(doc.personId).subscriptions.push(subscriptionOf(doc));
    for (const { doc, version } of assignments) follower(doc.personId).assignments.push(assignmentOf(doc, version));
    return [...byPerson.values()];
  }
}
