import { requestOrigins } from '@spil/contracts';
import { duplicateKey, translated, type Db, type IndexSpec } from '@spil/mongo';
import type { CallCounts, CountedCall } from '../../use-cases/count-call-when-counted/count-call-when-counted';
import type { ShownPoint, ShownPoints } from '../../use-cases/show-point-when-changed/show-point-when-changed';
import type { CountedRequest, MediationCounts } from '../../use-cases/count-mediation-when-requested/count-mediation-when-requested';
import type { NeighbourhoodCounts } from '../../use-cases/read-neighbourhood/read-neighbourhood';
import type { ShownNuisance, ShownNuisances } from '../../use-cases/show-nuisance-when-reported/show-nuisance-when-reported';

type NuisanceDocument = Omit<ShownNuisance, 'nuisanceId'> & { _id: string; zone: string };
type CallDocument = CountedCall & { _id: string; zone: string };
type PointDocument = ShownPoint & { _id: string; zone: string };
type CountedDocument = CountedRequest & { _id: string; zone: string };

export const pictureIndexes: Record<string, IndexSpec[]> = {
  nuisances: [
    { name: 'zone_wijk_reported', key: { zone: 1, wijkId: 1, reportedAt: -1 } },
    { name: 'zone_reported', key: { zone: 1, reportedAt: 1 } },
  ],
  callCounts: [
    { name: 'zone_wijk_day', key: { zone: 1, wijkId: 1, day: 1 } },
    { name: 'zone_day', key: { zone: 1, day: 1 } },
  ],
  points: [{ name: 'zone_wijk_status', key: { zone: 1, wijkId: 1, status: 1 } }],
  mediationCounts: [{ name: 'zone_origin', key: { zone: 1, origin: 1 } }],
};

/** What other services tell of a wijk. One document per fact, keyed by it: a repeat, however late, counts nothing twice. */
export class MongoPicture implements NeighbourhoodCounts, ShownNuisances, MediationCounts, CallCounts, ShownPoints {
  constructor(private readonly db: Db) {}

  show(zone: string, { nuisanceId, ...nuisance }: ShownNuisance): Promise<void> {
    return once(() => this.shown().insertOne({ _id: nuisanceId, zone, ...nuisance }));
  }

  count(zone: string, eventId: string, counted: CountedRequest): Promise<void> {
    return once(() => this.counted().insertOne({ _id: eventId, zone, ...counted }));
  }

  nuisances(zone: string, wijkId: string, limit: number): Promise<{ latest: ShownNuisance[]; count: number }> {
    return translated(async () => {
      const [found, count] = await Promise.all([
        this.shown()
          .find({ zone, wijkId }, { sort: { reportedAt: -1 }, limit, projection: { zone: 0 } })
          .toArray(),
        this.shown().countDocuments({ zone, wijkId }),
      ]);
      return { latest: found.map(({ _id: nuisanceId, ...nuisance }) => ({ nuisanceId, ...nuisance })), count };
    });
  }

  notes(zone: string, wijkId: string): Promise<number> {
    return translated(() => this.db.collection('notes').countDocuments({ zone, wijkId }));
  }

  mediationRequests(zone: string): Promise<ReadonlyMap<string, number>> {
    return translated(async () => {
      const counts = requestOrigins.map(async (origin) => [origin, await this.counted().countDocuments({ zone, origin })] as const);
      return new Map(await Promise.all(counts));
    });
  }

  countCall(zone: string, eventId: string, counted: CountedCall): Promise<void> {
    return once(() => this.db.collection<CallDocument>('callCounts').insertOne({ _id: eventId, zone, ...counted }));
  }

  async showPoint(zone: string, point: ShownPoint): Promise<void> {
    const _id = `${zone}/${point.pointId}`;
    const points = this.db.collection<PointDocument>('points');
    // With this version or a newer one the document is there already, and the insert of the upsert finds it.
    await once(() => points.updateOne({ _id, version: { $lt: point.version } }, { $set: { zone, ...point } }, { upsert: true }));
  }

  calls(zone: string, wijkId: string, sinceDay: string): Promise<ReadonlyMap<string, number>> {
    return translated(async () => {
      const found = await this.db
        .collection<CallDocument>('callCounts')
        .find({ zone, wijkId, day: { $gte: sinceDay } }, { projection: { nature: 1 } })
        .toArray();
      const counts = new Map<string, number>();
      for (const { nature } of found) counts.set(nature, (counts.get(nature) ?? 0) + 1);
      return counts;
    });
  }

  points(zone: string, wijkId: string): Promise<ShownPoint[]> {
    return translated(async () => {
      const found = await this.db.collection<PointDocument>('points').find({ zone, wijkId, status: 'active' }, { limit: 200 }).toArray();
      return found.map(({ _id, zone: _zone, ...point }) => point);
    });
  }

  sharedNotes(zone: string, wijkId: string): Promise<number> {
    return translated(() => this.db.collection('notes').countDocuments({ zone, wijkId, 'steps.step': 'routed' }));
  }

  private shown() {
    return this.db.collection<NuisanceDocument>('nuisances');
  }

  private counted() {
    return this.db.collection<CountedDocument>('mediationCounts');
  }
}

async function once(insert: () => Promise<unknown>): Promise<void> {
  try {
    await translated(insert);
  } catch (error) {
    if (!duplicateKey(error)) throw error;
  }
}
