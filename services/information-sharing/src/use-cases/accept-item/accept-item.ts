import { fail, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { accept, seenBy } from '../../domain/inbox-entry';
import { notFound } from '../entry-answer';
import type { Inbox } from '../ports';
import type { SightOf } from '../sight-of';

/** Takes an item on (S03); its author sees the status only. */
export class AcceptItem {
  constructor(
    private readonly inbox: Pick<Inbox, 'change'>,
    private readonly sights: SightOf,
  ) {}

  async run(caller: Caller, { itemId }: { itemId: string }): Promise<Result<{ itemId: string; status: 'accepted' }>> {
    const sight = await this.sights.by(caller);
    const changed = await this.inbox.change(itemId, (entry) =>
      seenBy(entry, caller.sub, sight) ? accept(entry, caller.sub, sight.now) : fail(notFound()),
    );
    if (!changed) return fail(notFound());
    return changed.ok ? ok({ itemId, status: 'accepted' }) : changed;
  }
}
