import type { AnswerOf, RequestOf, listNuisances } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { EnvironmentalNuisance } from '../../domain/nuisance';
import type { Asked } from '../asked';
import type { Seal } from '../ports';

export interface ReportedNuisances {
  /** Newest first. */
  list(zone: string, page: { before?: Instant | undefined; limit: number }): Promise<EnvironmentalNuisance[]>;
}

/** E03: reported nuisances for the environment desk. */
export class ListNuisances {
  constructor(
    private readonly nuisances: ReportedNuisances,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof listNuisances>>): Promise<Result<AnswerOf<typeof listNuisances>>> {
    const asOf = this.clock.now();
    const found = await this.nuisances.list(zone, { before: request.before, limit: request.limit ?? 50 });
    const nuisances = found.map(({ nuisanceId, number, wijkId, point, category, polluterType, reportedAt, sealed }) => {
      const { description } = this.sealer.open<{ description: string }>(sealed, nuisanceId);
      return { nuisanceId, number, wijkId, point, category, polluterType, description, reportedAt };
    });
    return ok({ nuisances, asOf });
  }
}
