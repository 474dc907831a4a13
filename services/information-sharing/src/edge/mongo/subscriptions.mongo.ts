import { ok, type Result } from '@spil/domain-kit';
import type { AggregateStore } from '@spil/mongo';
import type { Subscription } from '../../domain/subscription';
import type { Idempotency } from '../../use-cases/idempotency';
import type { Subscriptions } from '../../use-cases/ports';
import { changing } from './changing';
import type { SubscriptionDocument } from './documents';

export class MongoSubscriptions implements Subscriptions {
  /** `changed` hears of a zone in which somebody follows something else now, after the commit. */
  constructor(
    private readonly store: AggregateStore<SubscriptionDocument>,
    private readonly changed: (zone: string) => void,
  ) {}

  async add(subscription: Subscription, idempotency: Idempotency | undefined): Promise<Result<Subscription>> {
    const document = { ...subscription, _id: subscription.subscriptionId };
    const { stored } = await this.store.insert(document, [], idempotency ? { idempotency } : {});
    this.changed(subscription.zone);
    return ok(stateOf(stored.doc));
  }

  async of(zone: string, personId: string): Promise<Subscription[]> {
    const found = await this.store.find({ zone, personId, status: 'active' }, { sort: { createdAt: 1 }, limit: 1_000 });
    return found.map(({ doc }) => stateOf(doc));
  }

  async change(subscriptionId: string, decide: (now: Subscription) => Subscription | undefined): Promise<Subscription | undefined> {
    return changing(this.store, subscriptionId, async (stored) => {
      const before = stateOf(stored.doc);
      const after = decide(before);
      if (!after || after === before) return after;
      await this.store.save(stored, { ...after, _id: subscriptionId });
      this.changed(after.zone);
      return after;
    });
  }
}

export function stateOf({ _id, ...state }: SubscriptionDocument): Subscription {
  return state as Subscription;
}
