import type { RequestOf, subscribe } from '@spil/contracts';
import type { Ids, Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { checkCriteria, type Subscription } from '../../domain/subscription';
import type { Idempotency } from '../idempotency';
import type { Subscriptions } from '../ports';
import type { SightOf } from '../sight-of';

/** Follows items by theme, wijk, radius and text, within what the person works on (S03). */
export class Subscribe {
  constructor(
    private readonly subscriptions: Pick<Subscriptions, 'add'>,
    private readonly sights: SightOf,
    private readonly ids: Ids,
  ) {}

  async run(caller: Caller, wish: RequestOf<typeof subscribe>, idempotency?: Idempotency): Promise<Result<Subscription>> {
    const sight = await this.sights.by(caller);
    const checked = checkCriteria(wish.criteria, sight.themes());
    if (!checked.ok) return checked;
    const { zone, sub: personId, roles } = caller;
    const subscription: Subscription = {
      subscriptionId: this.ids.next(),
      zone,
      personId,
      roles: [...roles],
      name: wish.name,
      criteria: wish.criteria,
      createdAt: sight.now,
      status: 'active',
    };
    return this.subscriptions.add(subscription, idempotency);
  }
}
