import type { Result } from '@spil/domain-kit';
import type { AggregateStore, IndexSpec } from '@spil/mongo';
import { untilSaved } from '@spil/service-host';
import type { Accountability } from '../../domain/appointment';
import type { ChangeableAccountabilities } from '../../use-cases/appoint-inspector/appoint-inspector';
import type { ZoneAccountabilities } from '../../use-cases/list-neighbourhoods/list-neighbourhoods';
import type { Accountabilities } from '../../use-cases/locate-place/locate-place';

export type AccountabilityDocument = Accountability & { _id: string };

export const accountabilityIndexes: IndexSpec[] = [{ name: 'zone_1', key: { zone: 1 } }];

/** Who answers for which wijk, one document per wijk. */
export class MongoAccountabilities implements Accountabilities, ZoneAccountabilities, ChangeableAccountabilities {
  constructor(private readonly store: AggregateStore<AccountabilityDocument>) {}

  async of(zone: string, wijkId: string): Promise<Accountability | undefined> {
    return (await this.store.byId(`${zone}/${wijkId}`))?.doc;
  }

  async ofZone(zone: string): Promise<Accountability[]> {
    return (await this.store.find({ zone }, { limit: 5_000 })).map(({ doc }) => doc);
  }

  change(zone: string, wijkId: string, change: (now: Accountability) => Result<Accountability>): Promise<Result<Accountability>> {
    const _id = `${zone}/${wijkId}`;
    return untilSaved(async () => {
      const stored = await this.store.byId(_id);
      const before = stored?.doc ?? { _id, zone, wijkId, appointments: [] };
      const changed = change(before);
      if (!changed.ok || changed.value === before) return changed;
      const after = { ...changed.value, _id };
      await (stored ? this.store.save(stored, after) : this.store.insert(after, []));
      return changed;
    });
  }
}
