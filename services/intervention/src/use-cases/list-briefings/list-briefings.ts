import type { AnswerOf, ItemTexts, RequestOf, listBriefings } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { hasRole, teamsOf, type Caller } from '@spil/identity';
import { isRestricted, type Briefing } from '../../domain/briefing';
import type { Asked } from '../asked';
import type { Read, Reads, Seal } from '../ports';

export interface ToldBriefings {
  /** Newest first; of these teams, or all of the zone. */
  list(zone: string, of: { teams: readonly string[] | 'all'; before?: Instant | undefined; limit: number }): Promise<Briefing[]>;
}

/** S01: what my crew was told; a dispatcher sees the zone's. Restricted ones leave only after their read is logged. */
export class ListBriefings {
  constructor(
    private readonly briefings: ToldBriefings,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof listBriefings>>): Promise<Result<AnswerOf<typeof listBriefings>>> {
    const asOf = this.clock.now();
    const { before, limit = 50 } = request;
    const teams = hasRole(caller, 'dispatcher') ? ('all' as const) : teamsOf(caller, 'crew');
    const told = await this.briefings.list(zone, { teams, before, limit });
    await this.reads.record(told.filter(isRestricted).map((briefing) => lineOf(caller, briefing, teams === 'all')));
    return ok({ briefings: told.map((briefing) => this.shown(briefing)), asOf });
  }

  private shown({ sealed, zone: _zone, teams: _teams, ...facts }: Briefing): AnswerOf<typeof listBriefings>['briefings'][number] {
    return { ...facts, ...this.sealer.open<ItemTexts>(sealed, facts.itemId) };
  }
}

const lineOf = (caller: Caller, { itemId, zone, handling }: Briefing, dispatcher: boolean): Read => ({
  name: 'list-briefings',
  actor: caller.sub,
  zone,
  processingActivity: 'intervention.list-briefings',
  subject: itemId,
  subjectType: 'item',
  recordCategory: handling,
  rule: dispatcher ? 'dispatcher-briefing' : 'own-crew-briefing',
  decision: 'shown',
  reason: caller.task ?? 'intervention.list-briefings',
  legalBasis: 'wpa-44-1',
});
