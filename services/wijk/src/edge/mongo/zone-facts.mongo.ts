import type { Instant } from '@spil/domain-kit';
import { translated, type Db } from '@spil/mongo';
import type { FeelingCount } from '../../domain/daily-contact';
import type { FeltContact, ZoneFacts } from '../../use-cases/propose-presence/propose-presence';
import type { MongoDailyContacts } from './daily-contacts.mongo';

/** What is known of all wijken of a zone, as counts and moments: no text and nobody's name is read. */
export class MongoZoneFacts implements ZoneFacts {
  constructor(
    private readonly db: Db,
    private readonly dailyContacts: MongoDailyContacts,
  ) {}

  waiting(zone: string, before: Instant): Promise<{ wijkId: string; dueAt: Instant }[]> {
    return this.found('citizenContacts', { zone, status: 'open', dueAt: { $lt: before } }, ['wijkId', 'dueAt']);
  }

  async pointsToVerify(zone: string, before: Instant): Promise<ReadonlyMap<string, number>> {
    return perWijk(await this.found('points', { zone, status: 'active', verifyBy: { $lt: before } }, ['wijkId']));
  }

  nuisances(zone: string, from: Instant): Promise<{ wijkId: string; reportedAt: Instant }[]> {
    return this.found('nuisances', { zone, reportedAt: { $gte: from } }, ['wijkId', 'reportedAt']);
  }

  async calls(zone: string, fromDay: string): Promise<ReadonlyMap<string, number>> {
    return perWijk(await this.found('callCounts', { zone, day: { $gte: fromDay } }, ['wijkId']));
  }

  async contacts(zone: string, from: Instant, to: Instant): Promise<FeltContact[]> {
    const wanted = ['wijkId', 'feeling', 'at', 'channel'];
    const found = await this.found<Omit<FeltContact, 'inPerson'> & { channel: string }>(
      'dailyContacts',
      { zone, recordedAt: { $gte: from, $lt: to } },
      wanted,
    );
    return found.map(({ channel, ...contact }) => ({ ...contact, inPerson: channel !== 'phone' }));
  }

  feelings(zone: string, from: Instant, to: Instant): Promise<FeelingCount[]> {
    return this.dailyContacts.feelings(zone, from, to);
  }

  private found<T>(collection: string, filter: object, fields: readonly string[]): Promise<T[]> {
    const projection = { _id: 0, ...Object.fromEntries(fields.map((field) => [field, 1])) };
    return translated(() => this.db.collection(collection).find(filter, { projection }).toArray() as unknown as Promise<T[]>);
  }
}

function perWijk(found: readonly { wijkId: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { wijkId } of found) counts.set(wijkId, (counts.get(wijkId) ?? 0) + 1);
  return counts;
}
