import type { AnswerOf, ItemTexts, RequestOf, listBriefings } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { hasRole, teamsOf, type Caller } from '@spil/identity';
import { fieldsOf, pick, type Policy } from '@spil/policy';
import { isRestricted, type Briefing } from '../../domain/briefing';
import type { Asked } from '../asked';
import { crewAudienceOf, sightOf, type SightReader } from '../crew-sight';
import type { Read, Reads, Seal } from '../ports';

export interface ToldBriefings {
  /** Newest first; of these teams, or all of the zone. */
  list(zone: string, of: { teams: readonly string[] | 'all'; before?: Instant | undefined; limit: number }): Promise<Briefing[]>;
}

/** Need-to-know as it is now, the key, the time. */
export interface BriefingSight extends Clock {
  policy: Policy;
  sealer: Seal;
}

interface Seen {
  briefing: Briefing;
  texts: ItemTexts;
  rule: string;
}
const MOST_PAGES = 20;

/**
 * S01: what my crew was told; a dispatcher sees the zone's. That a crew was told once does not show it to each of its people now: the
 * policy is asked for every row, as for a frame. Restricted ones leave only after their read is logged.
 */
export class ListBriefings {
  constructor(
    private readonly briefings: ToldBriefings,
    private readonly reads: Reads,
    private readonly sight: BriefingSight,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof listBriefings>>): Promise<Result<AnswerOf<typeof listBriefings>>> {
    const asOf = this.sight.now();
    const seen = await this.visible(zone, request, { caller, onCall: [], policy: this.sight.policy, now: asOf });
    await this.reads.record(seen.filter(({ briefing }) => isRestricted(briefing)).map((one) => lineOf(caller, one)));
    return ok({ briefings: seen.map(shown), asOf });
  }

  /** Reads on until the page is full: rows that are not there for her leave no hole by which they could be counted (T23). */
  private async visible(zone: string, { before, limit = 50 }: RequestOf<typeof listBriefings>, reader: SightReader): Promise<Seen[]> {
    const teams = hasRole(reader.caller, 'dispatcher') ? ('all' as const) : teamsOf(reader.caller, 'crew');
    const seen: Seen[] = [];
    let from = before;
    for (let page = 0; page < MOST_PAGES && seen.length < limit; page++) {
      const told = await this.briefings.list(zone, { teams, before: from, limit });
      seen.push(...told.flatMap((briefing) => this.seenBy(briefing, teams, reader) ?? []));
      if (told.length < limit) break;
      from = told.at(-1)?.briefedAt;
    }
    return seen;
  }

  private seenBy(briefing: Briefing, teams: readonly string[] | 'all', reader: SightReader): Seen | undefined {
    const texts = this.sight.sealer.open<ItemTexts>(briefing.sealed, briefing.itemId);
    const audiences = teams === 'all' ? ['dispatch'] : briefing.teams.filter((team) => teams.includes(team)).map(crewAudienceOf);
    const granted = sightOf(briefing, fieldsOf(texts), audiences, reader);
    return granted && { briefing, texts: pick(texts, granted.fields) as ItemTexts, rule: granted.rule };
  }
}

function shown({ briefing, texts }: Seen): AnswerOf<typeof listBriefings>['briefings'][number] {
  const { sealed: _sealed, zone: _zone, teams: _teams, ...facts } = briefing;
  return { ...facts, ...texts };
}

const lineOf = (caller: Caller, { briefing: { itemId, zone, handling }, rule }: Seen): Read => ({
  name: 'list-briefings',
  actor: caller.sub,
  zone,
  processingActivity: 'intervention.list-briefings',
  subject: itemId,
  subjectType: 'item',
  recordCategory: handling,
  rule,
  decision: 'shown',
  reason: caller.task ?? 'intervention.list-briefings',
  legalBasis: 'wpa-44-1',
});
