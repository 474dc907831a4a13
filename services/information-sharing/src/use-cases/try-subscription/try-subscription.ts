import type { AnswerOf, RequestOf, trySubscription } from '@spil/contracts';
import { millis, ok, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { wouldBeSeenBy } from '../../domain/inbox-entry';
import { matches } from '../../domain/matching';
import { checkCriteria } from '../../domain/subscription';
import { consultationOf, entryAnswer } from '../entry-answer';
import type { Consultations, Inbox } from '../ports';
import type { SightOf } from '../sight-of';

/** The most one try looks through, and shows. */
const MOST_ITEMS = 2_000;
const MOST_SAMPLES = 5;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What somebody would have received, had she followed this: the same matching and the same policy as filing, over what she may see
 * only, so that no word search reaches into what is withheld. Counting is consulting: each hit is logged before the number leaves.
 */
export class TrySubscription {
  constructor(
    private readonly inbox: Pick<Inbox, 'since'>,
    private readonly sights: SightOf,
    private readonly consultations: Consultations,
  ) {}

  async run(caller: Caller, { criteria, days = 30 }: RequestOf<typeof trySubscription>): Promise<Result<AnswerOf<typeof trySubscription>>> {
    const sight = await this.sights.by(caller);
    const checked = checkCriteria(criteria, sight.themes());
    if (!checked.ok) return checked;
    const since = new Date(millis(sight.now) - days * dayMs).toISOString();
    const items = await this.inbox.since(caller.zone, since, MOST_ITEMS);
    const hits = items.flatMap((entry) => {
      const seen = wouldBeSeenBy(entry, caller.sub, sight);
      return seen && matches(criteria, entry.item, seen.texts) ? [seen] : [];
    });
    await this.consultations.record(hits.map((seen) => consultationOf(caller, 'information-sharing.try-subscription', seen)));
    const samples = hits.slice(0, MOST_SAMPLES).map((seen) => entryAnswer(seen, undefined));
    return ok({ since, count: hits.length, more: items.length === MOST_ITEMS, samples, asOf: sight.now });
  }
}
