import type { RequestOf, returnItem } from '@spil/contracts';
import { fail, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { giveBack, seenBy } from '../../domain/inbox-entry';
import { notFound } from '../entry-answer';
import type { Inbox } from '../ports';
import type { SightOf } from '../sight-of';

/** Returns an item with a reason from the short list (S03); the remark stays with the desk. */
export class ReturnItem {
  constructor(
    private readonly inbox: Pick<Inbox, 'change'>,
    private readonly sights: SightOf,
  ) {}

  async run(caller: Caller, request: RequestOf<typeof returnItem>): Promise<Result<{ itemId: string; status: 'returned' }>> {
    const { itemId, reason, remark } = request;
    const sight = await this.sights.by(caller);
    const changed = await this.inbox.change(itemId, (entry) =>
      seenBy(entry, caller.sub, sight) ? giveBack(entry, { by: caller.sub, reason, remark }, sight.now) : fail(notFound()),
    );
    if (!changed) return fail(notFound());
    return changed.ok ? ok({ itemId, status: 'returned' }) : changed;
  }
}
