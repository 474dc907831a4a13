import type { AnswerOf, findItems, RequestOf } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { seenBy, type SeenEntry } from '../../domain/inbox-entry';
import { matches } from '../../domain/matching';
import { consultationOf, entryAnswer } from '../entry-answer';
import type { Consultations, Inbox } from '../ports';
import type { SightOf } from '../sight-of';

const MOST_HITS = 8;
const PAGE = 200;
const MOST_PAGES = 10;

/** Words looked for in my inbox, only in what I may see of it; each hit is logged before it leaves (L08). */
export class FindItems {
  constructor(
    private readonly inbox: Pick<Inbox, 'page'>,
    private readonly sights: SightOf,
    private readonly consultations: Consultations,
  ) {}

  async run(caller: Caller, { text }: RequestOf<typeof findItems>): Promise<Result<AnswerOf<typeof findItems>>> {
    const sight = await this.sights.by(caller);
    const hits: SeenEntry[] = [];
    const asked = { zone: caller.zone, personId: caller.sub, openDesks: sight.openDesks(), limit: PAGE };
    let before: string | undefined;
    for (let page = 0; page < MOST_PAGES && hits.length < MOST_HITS; page++) {
      const rows = await this.inbox.page({ ...asked, before });
      for (const { entry } of rows) {
        const seen = seenBy(entry, caller.sub, sight);
        if (seen && hits.length < MOST_HITS && matches({ text }, entry.item, seen.texts)) hits.push(seen);
      }
      if (rows.length < PAGE) break;
      before = rows.at(-1)?.entry.filedAt;
    }
    await this.consultations.record(hits.map((seen) => consultationOf(caller, 'information-sharing.find-items', seen)));
    return ok({ entries: hits.map((seen) => entryAnswer(seen, undefined)), asOf: sight.now });
  }
}
