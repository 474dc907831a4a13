import type { AggregateStore, IndexSpec } from '@spil/mongo';
import { untilSaved } from '@spil/service-host';
import type { Reachability } from '../../domain/reachability';
import type { KeptReachabilities } from '../../use-cases/set-reachability/set-reachability';
import type { Reachabilities } from '../../use-cases/who-answers';

export type ReachabilityDocument = Reachability & { _id: string };

export const reachabilityIndexes: IndexSpec[] = [{ name: 'zone_1', key: { zone: 1 } }];

/** When and how inspectors are reached, one document per person. */
export class MongoReachabilities implements Reachabilities, KeptReachabilities {
  constructor(private readonly store: AggregateStore<ReachabilityDocument>) {}

  async of(zone: string, personId: string): Promise<Reachability | undefined> {
    return (await this.store.byId(`${zone}/${personId}`))?.doc;
  }

  async ofZone(zone: string): Promise<Reachability[]> {
    return (await this.store.find({ zone }, { limit: 5_000 })).map(({ doc }) => doc);
  }

  put(reachability: Reachability): Promise<void> {
    const _id = `${reachability.zone}/${reachability.personId}`;
    return untilSaved(async () => {
      const stored = await this.store.byId(_id);
      const after = { _id, ...reachability };
      await (stored ? this.store.save(stored, after) : this.store.insert(after, []));
    });
  }
}
