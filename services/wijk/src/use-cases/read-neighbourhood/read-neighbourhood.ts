import { requestOrigins, type AnswerOf, type RequestOf, type readNeighbourhood } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { responsibleAt } from '../../domain/appointment';
import type { ShownNuisance } from '../show-nuisance-when-reported/show-nuisance-when-reported';
import type { Asked } from '../asked';
import { responsibleAnswer, type Accountabilities } from '../locate-place/locate-place';
import type { ZoneMaps } from '../ports';

export interface NeighbourhoodCounts {
  nuisances(zone: string, wijkId: string, limit: number): Promise<{ latest: ShownNuisance[]; count: number }>;
  notes(zone: string, wijkId: string): Promise<number>;
  mediationRequests(zone: string): Promise<ReadonlyMap<string, number>>;
}

/** First cut of the picture of a wijk (W02, E03): who answers for it, its nuisances, and counts; with the time they are from. */
export class ReadNeighbourhood {
  constructor(
    private readonly maps: ZoneMaps,
    private readonly accountabilities: Accountabilities,
    private readonly counts: NeighbourhoodCounts,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof readNeighbourhood>>): Promise<Result<AnswerOf<typeof readNeighbourhood>>> {
    const { wijkId } = request;
    const wijk = (await this.maps.of(zone)).wijken.find(({ id }) => id === wijkId);
    if (!wijk) return fail(new DomainError('not-found'));
    const asOf = this.clock.now();
    const [accountability, nuisances, noteCount, mediation] = await Promise.all([
      this.accountabilities.of(zone, wijkId),
      this.counts.nuisances(zone, wijkId, 100),
      this.counts.notes(zone, wijkId),
      this.counts.mediationRequests(zone),
    ]);
    return ok({
      ...responsibleAnswer(wijk, responsibleAt(accountability, asOf)),
      nuisances: nuisances.latest.map(({ wijkId: _, ...shown }) => shown),
      nuisanceCount: nuisances.count,
      noteCount,
      mediationRequests: requestOrigins.flatMap((origin) => {
        const count = mediation.get(origin) ?? 0;
        return count > 0 ? [{ origin, count }] : [];
      }),
      asOf,
    });
  }
}
