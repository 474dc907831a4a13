import type { Clock } from '@spil/domain-kit';
import type { AggregateStore } from '@spil/mongo';
import { Remembered } from '@spil/service-host';
import type { Follower } from '../../domain/followers';
import type { Followers } from '../../use-cases/file-in-inbox-when-item-routed/file-in-inbox-when-item-routed';
import { standingIn, stateOf as assignmentOf } from './assignments.mongo';
import type { AssignmentDocument, SubscriptionDocument } from './documents';
import type { FollowerChanges } from './follower-changes.mongo';
import { stateOf as subscriptionOf } from './subscriptions.mongo';

/** How old what is remembered may be: another replica's change is seen within it, a change of our own at once. */
const MOST_AGE_MS = 500;
/** Read anew after this long though nobody told of a change: a replica may have died between its change and telling. */
const UNTOLD_MS = 30_000;
const ALL = 20_000;

export interface FollowerStores {
  subscriptions: Pick<AggregateStore<SubscriptionDocument>, 'find'>;
  assignments: Pick<AggregateStore<AssignmentDocument>, 'find'>;
  clock: Clock;
}

interface Known {
  changes: number;
  at: number;
  followers: Follower[];
}

/** Who follows what in a zone, in memory: asked for every item that is routed. All of it is read only when something changed. */
export class RememberedFollowers implements Followers {
  private readonly remembered: Remembered<Follower[]>;
  private readonly known = new Map<string, Known>();
  /** Changes made here: what was read before one is not kept after it. */
  private made = 0;

  constructor(
    private readonly stores: FollowerStores,
    private readonly changes: Pick<FollowerChanges, 'of' | 'add'>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.remembered = new Remembered((zone) => this.current(zone), MOST_AGE_MS, now);
  }

  inZone(zone: string): Promise<Follower[]> {
    return this.remembered.atMost(zone, MOST_AGE_MS);
  }

  /** Reads a zone anew and has the other replicas do so; called after every commit that changes it. A failure shows at the next question. */
  changed = (zone: string): void => {
    this.made++;
    this.known.delete(zone);
    this.remembered.read(zone).catch(() => undefined);
    this.changes.add(zone).catch(() => undefined);
  };

  private async current(zone: string): Promise<Follower[]> {
    const { made } = this;
    // Before the rest: what changes while that is read is seen by the next look.
    const changes = await this.changes.of(zone);
    const known = this.known.get(zone);
    if (known?.changes === changes && this.now() - known.at < UNTOLD_MS) return known.followers;
    const followers = await this.load(zone);
    if (made === this.made) this.known.set(zone, { changes, at: this.now(), followers });
    return followers;
  }

  private async load(zone: string): Promise<Follower[]> {
    const [subscriptions, assignments] = await Promise.all([
      this.stores.subscriptions.find({ zone, status: 'active' }, { limit: ALL }),
      this.stores.assignments.find(standingIn(zone, this.stores.clock.now()), { limit: ALL }),
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
