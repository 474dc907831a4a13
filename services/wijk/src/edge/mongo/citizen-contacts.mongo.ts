import type { Instant, Result } from '@spil/domain-kit';
import { translated, type AggregateStore, type Db, type IndexSpec } from '@spil/mongo';
import { untilSaved } from '@spil/service-host';
import type { CitizenContact } from '../../domain/citizen-contact';
import type { ChangeableContacts } from '../../use-cases/answer-citizen-contact/answer-citizen-contact';
import type { Idempotency } from '../../use-cases/asked';
import type { FollowedContacts } from '../../use-cases/follow-contact/follow-contact';
import type { ZoneContacts } from '../../use-cases/list-citizen-contacts/list-citizen-contacts';
import type { NewContacts } from '../../use-cases/record-citizen-contact/record-citizen-contact';

type Stored<T> = T extends unknown ? Omit<T, 'contactId'> & { _id: string } : never;
export type ContactDocument = Stored<CitizenContact>;

export const contactIndexes: IndexSpec[] = [{ name: 'zone_status_due', key: { zone: 1, status: 1, dueAt: 1 } }];

/** What residents asked, one document each. */
export class MongoCitizenContacts implements NewContacts, ZoneContacts, ChangeableContacts, FollowedContacts {
  constructor(
    private readonly store: AggregateStore<ContactDocument>,
    private readonly db: Db,
  ) {}

  async add(contact: CitizenContact, idempotency: Idempotency | undefined): Promise<CitizenContact> {
    const { stored } = await this.store.insert(documentOf(contact), [], idempotency ? { idempotency } : {});
    return contactOf(stored.doc);
  }

  async list(zone: string, status: CitizenContact['status'], wijkIds: readonly string[] | 'all'): Promise<CitizenContact[]> {
    if (wijkIds.length === 0) return [];
    const inWijken = wijkIds === 'all' ? {} : { wijkId: { $in: [...wijkIds] } };
    // What is still owed soonest comes first; of what is done, the latest.
    const sort = { dueAt: status === 'open' ? (1 as const) : (-1 as const) };
    return (await this.store.find({ zone, status, ...inWijken }, { sort, limit: 200 })).map(({ doc }) => contactOf(doc));
  }

  async byId(zone: string, contactId: string): Promise<CitizenContact | undefined> {
    const stored = await this.store.byId(contactId);
    return stored?.doc.zone === zone ? contactOf(stored.doc) : undefined;
  }

  change(
    zone: string,
    contactId: string,
    change: (now: CitizenContact) => Result<CitizenContact>,
  ): Promise<Result<CitizenContact> | undefined> {
    return untilSaved(async () => {
      const stored = await this.store.byId(contactId);
      if (stored?.doc.zone !== zone) return undefined;
      const changed = change(contactOf(stored.doc));
      if (changed.ok) await this.store.save(stored, documentOf(changed.value));
      return changed;
    });
  }

  /** How many wait in a wijk, and how many of those wait too long. */
  counts(zone: string, wijkId: string, now: Instant): Promise<{ open: number; overdue: number }> {
    return translated(async () => {
      const contacts = this.db.collection('citizenContacts');
      const filter = { zone, status: 'open', wijkId };
      const [open, overdue] = await Promise.all([
        contacts.countDocuments(filter),
        contacts.countDocuments({ ...filter, dueAt: { $lt: now } }),
      ]);
      return { open, overdue };
    });
  }
}

const documentOf = ({ contactId: _id, ...contact }: CitizenContact): ContactDocument => ({ _id, ...contact }) as ContactDocument;
const contactOf = ({ _id: contactId, ...contact }: ContactDocument): CitizenContact => ({ contactId, ...contact }) as CitizenContact;
