import type { Instant } from '@spil/domain-kit';
import { answererAt, type Answerer, type Reachability } from '../domain/reachability';
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
