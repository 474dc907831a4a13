import type { AnswerOf, RequestOf, reportNuisance } from '@spil/contracts';
import { belgianYear, ok, type Result } from '@spil/domain-kit';
import type { Moments } from '../../domain/moments';
import { admitReport, nuisanceNumber, type EnvironmentalNuisance } from '../../domain/nuisance';
import type { Asked, Idempotency } from '../asked';
import type { Seal, Wijken } from '../ports';

export interface NewNuisances {
  /** The next number of the zone in this year; a gap is no harm. */
  nextNumber(zone: string, year: number): Promise<number>;
  /** One write: the nuisance and the fact that it was reported. With a known key it answers the one reported then. */
  add(nuisance: EnvironmentalNuisance, idempotency: Idempotency | undefined): Promise<EnvironmentalNuisance>;
}

/** E03: report an environmental nuisance; its wijk shows where and what kind, never what was written. */
export class ReportNuisance {
  constructor(
    private readonly nuisances: NewNuisances,
    private readonly wijken: Wijken,
    private readonly sealer: Seal,
    private readonly moments: Moments,
  ) {}

  async run({
    request,
    caller,
    zone,
    idempotency,
  }: Asked<RequestOf<typeof reportNuisance>>): Promise<Result<AnswerOf<typeof reportNuisance>>> {
    const now = this.moments.now();
    const admitted = admitReport(request, await this.wijken.wijkAt(zone, request.point), now);
    if (!admitted.ok) return admitted;
    const nuisanceId = this.moments.next();
    const { description, ...said } = request;
    const kept = await this.nuisances.add(
      {
        ...said,
        nuisanceId,
        zone,
        number: nuisanceNumber(await this.nuisances.nextNumber(zone, belgianYear(now)), now),
        wijkId: admitted.value.id,
        reportedAt: now,
        reportedBy: caller.sub,
        sealed: this.sealer.seal({ description }, ['environment'], nuisanceId),
      },
      idempotency,
    );
    return ok({ nuisanceId: kept.nuisanceId, number: kept.number, wijkId: kept.wijkId, reportedAt: kept.reportedAt });
  }
}
