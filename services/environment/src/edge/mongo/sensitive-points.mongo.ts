import { sensitivePointChanged } from '@spil/contracts';
import type { Result } from '@spil/domain-kit';
import type { AggregateStore, IndexSpec, PendingEvent } from '@spil/mongo';
import { untilSaved, type Outgoing } from '@spil/service-host';
import type { SensitivePoint } from '../../domain/sensitive-point';
import type { Idempotency } from '../../use-cases/asked';
import type { NewPoints } from '../../use-cases/identify-sensitive-point/identify-sensitive-point';
import type { ActivePoints } from '../../use-cases/list-sensitive-points/list-sensitive-points';
import type { ChangeablePoints } from '../../use-cases/verify-sensitive-point/verify-sensitive-point';

export type PointDocument = Omit<SensitivePoint, 'pointId'> & { _id: string };

export const pointIndexes: IndexSpec[] = [{ name: 'zone_status_verify', key: { zone: 1, status: 1, verifyBy: 1 } }];

/** Sensitive points, one document each. */
export class MongoSensitivePoints implements NewPoints, ActivePoints, ChangeablePoints {
  constructor(
    private readonly store: AggregateStore<PointDocument>,
    private readonly outgoing: Outgoing,
  ) {}

  async add(point: SensitivePoint, idempotency: Idempotency | undefined): Promise<SensitivePoint> {
    const { stored } = await this.store.insert(documentOf(point), [this.changed(point, 1)], idempotency ? { idempotency } : {});
    return pointOf(stored.doc);
  }

  async active(zone: string): Promise<SensitivePoint[]> {
    const found = await this.store.find({ zone, status: 'active' }, { sort: { verifyBy: 1 }, limit: 1_000 });
    return found.map(({ doc }) => pointOf(doc));
  }

  change(
    zone: string,
    pointId: string,
    change: (now: SensitivePoint) => Result<SensitivePoint>,
  ): Promise<Result<SensitivePoint> | undefined> {
    return untilSaved(async () => {
      const stored = await this.store.byId(pointId);
      if (stored?.doc.zone !== zone) return undefined;
      const changed = change(pointOf(stored.doc));
      if (changed.ok) await this.store.save(stored, documentOf(changed.value), [this.changed(changed.value, stored.version + 1)]);
      return changed;
    });
  }

  private changed({ pointId, zone, ...point }: SensitivePoint, version: number): PendingEvent {
    const { wijkId, point: place, category, status, verifiedAt, verifyBy, sealed } = point;
    const about = { zone, kind: 'sensitive-point', id: pointId, sequence: version, at: verifiedAt };
    return this.outgoing.event(sensitivePointChanged, about, {
      pointId,
      wijkId,
      point: place,
      category,
      status,
      verifiedAt,
      verifyBy,
      version,
      sealed,
    });
  }
}

const documentOf = ({ pointId: _id, ...point }: SensitivePoint): PointDocument => ({ _id, ...point });
const pointOf = ({ _id: pointId, ...point }: PointDocument): SensitivePoint => ({ pointId, ...point });
