import { nuisanceReported } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import type { Outgoing, YearlyCounter } from '@spil/service-host';
import type { EnvironmentalNuisance } from '../../domain/nuisance';
import type { Idempotency } from '../../use-cases/asked';
import type { ReportedNuisances } from '../../use-cases/list-nuisances/list-nuisances';
import type { NewNuisances } from '../../use-cases/report-nuisance/report-nuisance';

export type NuisanceDocument = Omit<EnvironmentalNuisance, 'nuisanceId'> & { _id: string };

export const nuisanceIndexes: IndexSpec[] = [
  { name: 'zone_reported', key: { zone: 1, reportedAt: -1 } },
  { name: 'zone_number', key: { zone: 1, number: 1 }, unique: true },
];

/** Nuisances, one document each. */
export class MongoNuisances implements NewNuisances, ReportedNuisances {
  constructor(
    private readonly store: AggregateStore<NuisanceDocument>,
    private readonly counter: YearlyCounter,
    private readonly outgoing: Outgoing,
  ) {}

  nextNumber(zone: string, year: number): Promise<number> {
    return this.counter.next(zone, year);
  }

  async add(nuisance: EnvironmentalNuisance, idempotency: Idempotency | undefined): Promise<EnvironmentalNuisance> {
    const { nuisanceId, zone, number, wijkId, point, category, polluterType, reportedAt } = nuisance;
    const about = { zone, kind: 'nuisance', id: nuisanceId, sequence: 1, at: reportedAt };
    const told = { nuisanceId, number, wijkId, point, category, polluterType, reportedAt };
    const reported = this.outgoing.event(nuisanceReported, about, told);
    const { stored } = await this.store.insert(documentOf(nuisance), [reported], idempotency ? { idempotency } : {});
    return nuisanceOf(stored.doc);
  }

  async list(zone: string, { before, limit }: { before?: Instant | undefined; limit: number }): Promise<EnvironmentalNuisance[]> {
    return (await pageOf(this.store, { zone }, { by: 'reportedAt', before, limit })).map(nuisanceOf);
  }
}

const documentOf = ({ nuisanceId: _id, ...nuisance }: EnvironmentalNuisance): NuisanceDocument => ({ _id, ...nuisance });
const nuisanceOf = ({ _id: nuisanceId, ...nuisance }: NuisanceDocument): EnvironmentalNuisance => ({ nuisanceId, ...nuisance });
