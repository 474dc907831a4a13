import type { RequestOf, rateItem } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { ratingAudience } from '../../domain/rating-audience';
import { seenBy } from '../../domain/inbox-entry';
import { rate, ratedOften, type Verdict } from '../../domain/rating';
import type { Sight } from '../../domain/sight';
import { notFound } from '../entry-answer';
import type { Inbox, NoteRoutings } from '../ports';
import type { SightOf } from '../sight-of';

/** Says whether an item was useful, wrong or outdated; its author learns the verdict, not who gave it (S12). */
export class RateItem {
  constructor(
    private readonly routings: Pick<NoteRoutings, 'byItem' | 'change'>,
    private readonly inbox: Pick<Inbox, 'row'>,
    private readonly sights: SightOf,
  ) {}

  async run(caller: Caller, request: RequestOf<typeof rateItem>): Promise<Result<{ itemId: string; verdict: Verdict }>> {
    const { itemId, verdict } = request;
    const sight = await this.sights.by(caller);
    const routing = await this.routings.byItem(caller.zone, itemId);
    const audience = routing?.status === 'routed' ? ratingAudience(routing, itemId, sight) : undefined;
    if (!routing || audience === undefined || !(await this.isThere(caller, itemId, audience, sight))) return fail(notFound());
    let often = false;
    await this.routings.change(routing.noteId, (now) => {
      // Asked again on the newest state: a crew may have been briefed meanwhile.
      const audience = now.status === 'routed' ? ratingAudience(now, itemId, sight) : undefined;
      if (now.status !== 'routed' || audience === undefined) return { state: now, publications: [] };
      const rating = { itemId, personId: caller.sub, audience, verdict, at: sight.now };
      const decided = rate(now, rating);
      often = decided.state !== now && ratedOften(now.ratings, rating);
      return often ? { state: now, publications: [] } : decided;
    });
    return often ? fail(new DomainError('information-sharing.rated-often')) : ok({ itemId, verdict });
  }

  /** What lies at a desk can be rated by those in whose inbox it is; a crew has no inbox, its area decides. */
  private async isThere(caller: Caller, itemId: string, audience: string, sight: Sight): Promise<boolean> {
    if (audience.startsWith('crew-')) return true;
    const row = await this.inbox.row(caller.zone, itemId, caller.sub);
    return row !== undefined && seenBy(row.entry, caller.sub, sight) !== undefined;
  }
}
