import type { Feeling } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { translated, type AggregateStore, type Db, type IndexSpec } from '@spil/mongo';
import type { DailyContact, FeelingCount } from '../../domain/daily-contact';
import type { Idempotency } from '../../use-cases/asked';
import type { ContactCounts } from '../../use-cases/read-feelings/read-feelings';
import type { NewContacts } from '../../use-cases/record-daily-contact/record-daily-contact';

export type DailyContactDocument = Omit<DailyContact, 'contactId'> & { _id: string };

export const dailyContactIndexes: IndexSpec[] = [
  { name: 'zone_recorded', key: { zone: 1, recordedAt: 1 } },
  { name: 'zone_author_recorded', key: { zone: 1, authorId: 1, recordedAt: 1 } },
];

/** Daily contacts in MongoDB: one document each, with nothing to tell. */
export class MongoDailyContacts implements NewContacts, ContactCounts {
  constructor(
    private readonly store: AggregateStore<DailyContactDocument>,
    private readonly db: Db,
  ) {}

  async add({ contactId, ...contact }: DailyContact, idempotency: Idempotency | undefined): Promise<DailyContact> {
    const { stored } = await this.store.insert({ _id: contactId, ...contact }, [], idempotency ? { idempotency } : {});
    const { _id, ...kept } = stored.doc;
    return { contactId: _id, ...kept };
  }

  feelings(zone: string, from: Instant, to: Instant): Promise<FeelingCount[]> {
    return translated(async () => {
      const found = this.contacts().find({ zone, recordedAt: { $gte: from, $lt: to } }, { projection: { wijkId: 1, feeling: 1 } });
      const counts = new Map<string, FeelingCount>();
      for await (const { wijkId, feeling } of found) {
        const key = `${wijkId} ${feeling}`;
        counts.set(key, { wijkId, feeling: feeling as Feeling, count: (counts.get(key)?.count ?? 0) + 1 });
      }
      return [...counts.values()];
    });
  }

  ofAuthor(zone: string, authorId: string, from: Instant): Promise<number> {
    return translated(() => this.contacts().countDocuments({ zone, authorId, recordedAt: { $gte: from } }));
  }

  private contacts() {
    return this.db.collection<DailyContactDocument>('dailyContacts');
  }
}
