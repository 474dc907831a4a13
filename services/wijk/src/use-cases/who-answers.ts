import type { Instant } from '@spil/domain-kit';
import { answererAt, isReachable, type Answerer, type Reachability } from '../domain/reachability';
import type { Accountabilities } from './locate-place/locate-place';
import type { ZoneAccountabilities } from './list-neighbourhoods/list-neighbourhoods';

export interface Reachabilities {
  of(zone: string, personId: string): Promise<Reachability | undefined>;
  ofZone(zone: string): Promise<Reachability[]>;
}

/** W04: who answers for each wijk of a zone at a moment. */
export class WhoAnswers {
  constructor(
    private readonly accountabilities: ZoneAccountabilities,
    private readonly reachabilities: Reachabilities,
  ) {}

  async at(zone: string, moment: Instant): Promise<ReadonlyMap<string, Answerer>> {
    const [accountabilities, reachabilities] = await Promise.all([this.accountabilities.ofZone(zone), this.reachabilities.ofZone(zone)]);
    const known = new Map(reachabilities.map((one) => [one.personId, one]));
    return new Map(
      accountabilities.flatMap((one) => {
        const answerer = answererAt(one, known, moment);
        return answerer ? [[one.wijkId, answerer] as const] : [];
      }),
    );
  }
}

/** As it is answered: the name people know, and whether the deputy stands in. */
export const answeringOf = (answerer: Answerer | undefined): { answering?: { displayName: string; standsIn: boolean } } =>
  answerer ? { answering: { displayName: answerer.card.displayName, standsIn: answerer.standsIn } } : {};

/** Who answers in a wijk now, with hours and channels, for anybody (W03, O13); that the inspector is away shows, why never. */
export async function publicContactOf(
  { people, reachabilities }: { people: Accountabilities; reachabilities: Pick<Reachabilities, 'ofZone'> },
  { zone, wijkId, now }: { zone: string; wijkId: string; now: Instant },
) {
  const [accountability, all] = await Promise.all([people.of(zone, wijkId), reachabilities.ofZone(zone)]);
  const known = new Map(all.map((one) => [one.personId, one]));
  const answerer = answererAt(accountability, known, now);
  if (!answerer) return undefined;
  const { personId, ...contact } = answerer.card;
  const reach = known.get(personId);
  const told = reach && { hours: [...reach.hours], channels: [...reach.channels], reachableNow: isReachable(reach, now) };
  return { contact, standsIn: answerer.standsIn, reachability: told };
}
