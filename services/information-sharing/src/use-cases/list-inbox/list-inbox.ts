import type { AnswerOf, listInbox, RequestOf } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { seenBy } from '../../domain/inbox-entry';
import type { Sight } from '../../domain/sight';
import { consultationOf, entryAnswer } from '../entry-answer';
import type { Consultations, Inbox, InboxRow } from '../ports';
import type { SightOf } from '../sight-of';

const MOST_PAGES = 20;

/** My inbox, newest first: only what I may see now, each row logged before it leaves (S03, L08). */
export class ListInbox {
  constructor(
    private readonly inbox: Pick<Inbox, 'page'>,
    private readonly sights: SightOf,
    private readonly consultations: Consultations,
  ) {}

  async run(caller: Caller, request: RequestOf<typeof listInbox>): Promise<Result<AnswerOf<typeof listInbox>>> {
    const sight = await this.sights.by(caller);
    const rows = await this.visible(caller, sight, request);
    await this.consultations.record(rows.map(({ seen }) => consultationOf(caller, 'information-sharing.list-inbox', seen)));
    return ok({ entries: rows.map(({ seen, myVerdict }) => entryAnswer(seen, myVerdict)), asOf: sight.now });
  }

  /** Reads on until the page is full: rows whose rights ended leave no hole by which they could be counted (T23). */
  private async visible(caller: Caller, sight: Sight, { status, before, limit = 50 }: RequestOf<typeof listInbox>) {
    const found: { seen: NonNullable<ReturnType<typeof seenBy>>; myVerdict: InboxRow['myVerdict'] }[] = [];
    // Rows of a theme she works on no more can be thousands: reading over them all would end before the first that is hers.
    const themes = sight.reachableThemes();
    const asked = { zone: caller.zone, personId: caller.sub, openDesks: sight.openDesks(), status, limit, themes };
    let from = before;
    for (let page = 0; page < MOST_PAGES && found.length < limit; page++) {
      const rows = await this.inbox.page({ ...asked, before: from });
      for (const { entry, myVerdict } of rows) {
        const seen = seenBy(entry, caller.sub, sight);
        if (seen) found.push({ seen, myVerdict });
      }
      if (rows.length < limit) break;
      from = rows.at(-1)?.entry.filedAt;
    }
    return found;
  }
}
