import { fail, ok, type Clock, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { notFound } from '../entry-answer';
import type { Subscriptions } from '../ports';

/** Stops following; what is in the inbox stays. Again: nothing changes. */
export class Unsubscribe {
  constructor(
    private readonly subscriptions: Pick<Subscriptions, 'change'>,
    private readonly clock: Clock,
  ) {}

  async run(caller: Caller, { subscriptionId }: { subscriptionId: string }): Promise<Result<{ subscriptionId: string }>> {
    const endedAt = this.clock.now();
    const ended = await this.subscriptions.change(subscriptionId, (now) => {
      if (now.personId !== caller.sub || now.zone !== caller.zone) return undefined;
      return now.status === 'ended' ? now : { ...now, status: 'ended', endedAt };
    });
    return ended ? ok({ subscriptionId }) : fail(notFound());
  }
}
