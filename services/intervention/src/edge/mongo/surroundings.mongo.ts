import type { AggregateStore, IndexSpec } from '@spil/mongo';
import type { Around } from '../../domain/around';
import type { Surrounding } from '../../domain/surrounding';
import type { KeptSurroundings } from '../../use-cases/keep-point-when-changed/keep-point-when-changed';
import type { KnownPoints } from '../../use-cases/read-scene-card/read-scene-card';

export type SurroundingDocument = Surrounding & { _id: string };

export const surroundingIndexes: IndexSpec[] = [{ name: 'zone_status', key: { zone: 1, status: 1 } }];

/** Our own copy of the sensitive points, by version. */
export class MongoSurroundings implements KeptSurroundings, KnownPoints {
  constructor(private readonly store: AggregateStore<SurroundingDocument>) {}

  async apply(point: Surrounding, version: number): Promise<void> {
    const _id = `${point.zone}/${point.pointId}`;
    await this.store.applyFrom(_id, { id: point.pointId, version }, () => ({ doc: { _id, ...point } }));
  }

  async around(zone: string, { box: [west, south, east, north] }: Pick<Around, 'box'>): Promise<Surrounding[]> {
    const within = { 'point.0': { $gte: west, $lte: east }, 'point.1': { $gte: south, $lte: north } };
    return (await this.store.find({ zone, status: 'active', ...within }, { limit: 100 })).map(({ doc }) => doc);
  }
}
