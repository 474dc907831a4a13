import type { RequestOf, rateItem } from '@spil/contracts';
import { fail, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { ratingAudience } from '../../domain/rating-audience';
import { rate, type Verdict } from '../../domain/rating';
import { notFound } from '../entry-answer';
import type { NoteRoutings } from '../ports';
import type { SightOf } from '../sight-of';

/** Says whether an item was useful, wrong or outdated; its author learns the verdict, not who gave it (S12). */
export class RateItem {
  constructor(
    private readonly routings: Pick<NoteRoutings, 'byItem' | 'change'>,
    private readonly sights: SightOf,
  ) {}

  async run(caller: Caller, request: RequestOf<typeof rateItem>): Promise<Result<{ itemId: string; verdict: Verdict }>> {
    const { itemId, verdict } = request;
    const sight = await this.sights.by(caller);
    const routing = await this.routings.byItem(caller.zone, itemId);
    if (routing?.status !== 'routed' || ratingAudience(routing, itemId, sight) === undefined) return fail(notFound());
    await this.routings.change(routing.noteId, (now) => {
      // Asked again on the newest state: a crew may have been briefed meanwhile.
      const audience = now.status === 'routed' ? ratingAudience(now, itemId, sight) : undefined;
      if (now.status !== 'routed' || audience === undefined) return { state: now, publications: [] };
      return rate(now, { itemId, personId: caller.sub, audience, verdict, at: sight.now });
    });
    return ok({ itemId, verdict });
  }
}
