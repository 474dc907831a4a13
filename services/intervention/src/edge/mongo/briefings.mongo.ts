import { briefing as briefingFrame, crewAudience, crewsBriefed, itemFacts } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import type { Outgoing } from '@spil/service-host';
import type { Briefing } from '../../domain/briefing';
import type { Around } from '../../domain/around';
import type { KnownItems } from '../../use-cases/read-scene-card/read-scene-card';
import type { NewBriefings } from '../../use-cases/brief-crews-when-item-shared/brief-crews-when-item-shared';
import type { ToldBriefings } from '../../use-cases/list-briefings/list-briefings';

export type BriefingDocument = Omit<Briefing, 'itemId'> & { _id: string };

export const briefingIndexes: IndexSpec[] = [
  { name: 'zone_briefed', key: { zone: 1, briefedAt: -1 } },
  { name: 'zone_teams_briefed', key: { zone: 1, teams: 1, briefedAt: -1 } },
];

const factNames = Object.keys(itemFacts()) as (keyof ReturnType<typeof itemFacts>)[];

/** Briefings, one document per item. */
export class MongoBriefings implements NewBriefings, ToldBriefings, KnownItems {
  constructor(
    private readonly store: AggregateStore<BriefingDocument>,
    private readonly outgoing: Outgoing,
  ) {}

  async add(briefing: Briefing, eventId: string): Promise<void> {
    const { itemId, noteId, zone, teams, briefedAt: at, sealed } = briefing;
    const about = { zone, kind: 'briefing', id: itemId, sequence: 1, at, causationId: eventId };
    const facts = Object.fromEntries(factNames.map((name) => [name, briefing[name]]));
    const frame = this.outgoing.frame(briefingFrame, about, teams.map(crewAudience), { ...facts, sealed } as never);
    const briefed = this.outgoing.event(crewsBriefed, about, { itemId, noteId, teams: [...teams], at });
    await this.store.upsertEffect(eventId, documentOf(briefing), frame ? [frame, briefed] : [briefed]);
  }

  async list(
    zone: string,
    { teams, before, limit }: { teams: readonly string[] | 'all'; before?: Instant | undefined; limit: number },
  ): Promise<Briefing[]> {
    if (teams.length === 0) return [];
    const ofTeams = teams === 'all' ? {} : { teams: { $in: [...teams] } };
    const found = await pageOf(this.store, { zone, ...ofTeams }, { by: 'briefedAt', before, limit });
    return found.map(briefingOf);
  }

  async around(zone: string, { box: [west, south, east, north], since }: Around): Promise<Briefing[]> {
    // Borders of wijken cut through streets: what counts is the distance, not the wijk. A range on both numbers, by the zone's index.
    const within = { 'point.0': { $gte: west, $lte: east }, 'point.1': { $gte: south, $lte: north } };
    const found = await this.store.find({ zone, briefedAt: { $gte: since }, ...within }, { sort: { briefedAt: -1 }, limit: 500 });
    return found.map(({ doc }) => briefingOf(doc));
  }
}

const briefingOf = ({ _id: itemId, ...briefing }: BriefingDocument): Briefing => ({ itemId, ...briefing });
const documentOf = ({ itemId: _id, ...briefing }: Briefing): BriefingDocument => ({ _id, ...briefing });
