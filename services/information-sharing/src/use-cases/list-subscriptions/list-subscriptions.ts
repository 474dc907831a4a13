import { ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Subscription } from '../../domain/subscription';
import type { Subscriptions } from '../ports';

/** What I follow (S03). */
export class ListSubscriptions {
  constructor(private readonly subscriptions: Pick<Subscriptions, 'of'>) {}

  async run(caller: Caller): Promise<Result<Subscription[]>> {
    return ok(await this.subscriptions.of(caller.zone, caller.sub));
  }
}
