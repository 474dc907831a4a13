import { fail, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { seenBy, shownOf } from '../../domain/inbox-entry';
import type { Sight } from '../../domain/sight';
import { consultationOf, entryAnswer, notFound, type EntryAnswer } from '../entry-answer';
import type { Consultations, Inbox, InboxRow } from '../ports';
import type { SightOf } from '../sight-of';

const TASK = 'information-sharing.read-item';

/** One item of my inbox, as far as I may see it now; logged before it leaves (S03, L07). */
export class ReadItem {
  constructor(
    private readonly inbox: Pick<Inbox, 'row'>,
    private readonly sights: SightOf,
    private readonly consultations: Consultations,
  ) {}

  async run(caller: Caller, { itemId }: { itemId: string }): Promise<Result<EntryAnswer>> {
    const sight = await this.sights.by(caller);
    const row = await this.inbox.row(caller.zone, itemId, caller.sub);
    const seen = row && seenBy(row.entry, caller.sub, sight);
    if (!seen) {
      if (row) await this.refused(caller, sight, row);
      return fail(notFound());
    }
    await this.consultations.record([consultationOf(caller, TASK, seen)]);
    return ok(entryAnswer(seen, row.myVerdict));
  }

  /** A refusal is kept too, but whether that works may not change the answer: it would tell that the item exists. */
  private async refused(caller: Caller, sight: Sight, { entry }: InboxRow): Promise<void> {
    const { rule, effect } = sight.decide(shownOf(entry));
    const { sub: actor, zone } = caller;
    const line = { task: caller.task ?? TASK, actor, zone, itemId: entry.itemId, personal: false, decision: 'denied' as const };
    await this.consultations.record([{ ...line, rule: effect === 'deny' ? rule : 'not-in-inbox' }]).catch(() => undefined);
  }
}
