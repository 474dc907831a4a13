import type { ItemTexts } from '@spil/contracts';
import { unwrap, type Clock } from '@spil/domain-kit';
import { briefCrews, type Briefing, type SharedItem } from '../../domain/briefing';
import { teamsCovering } from '../../domain/unit';
import type { Seal, ZoneUnits } from '../ports';

export interface NewBriefings {
  /** One write, keyed by the item: the briefing, its frames to the teams, and the fact that they were told. A repeat changes nothing. */
  add(briefing: Briefing, eventId: string): Promise<void>;
}

/** S01: tells the crews on duty whose area has the place, and keeps what they were told, also when nobody was on duty. */
export class BriefCrewsWhenItemShared {
  constructor(
    private readonly briefings: NewBriefings,
    private readonly units: ZoneUnits,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run(zone: string, eventId: string, item: SharedItem): Promise<void> {
    const now = this.clock.now();
    const teams = teamsCovering(await this.units.ofZone(zone), item.wijkId, now);
    const briefing = unwrap(briefCrews(item, { zone, teams, now }));
    const texts = this.sealer.open<ItemTexts>(item.sealed, item.itemId);
    const sealed = this.sealer.seal(texts, ['gateway', 'intervention'], item.itemId);
    await this.briefings.add({ ...briefing, sealed }, eventId);
  }
}
