import type { AnswerOf, RequestOf, recordDailyContact } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import { contactOf, type DailyContact } from '../../domain/daily-contact';
import type { Moments } from '../../domain/moments';
import { wijkOf } from '../../domain/place';
import type { Asked, Idempotency } from '../asked';
import type { PlaceRules, ZoneMaps } from '../ports';

export interface NewContacts {
  /** One write. With a known key it answers the contact made then and writes nothing. */
  add(contact: DailyContact, idempotency: Idempotency | undefined): Promise<DailyContact>;
}

/** W77: a street contact in ten seconds. It stays with wijk: nobody else needs to know of one contact. */
export class RecordDailyContact {
  constructor(
    private readonly contacts: NewContacts,
    private readonly maps: ZoneMaps,
    private readonly moments: Moments & PlaceRules,
  ) {}

  async run({
    request,
    caller,
    zone,
    idempotency,
  }: Asked<RequestOf<typeof recordDailyContact>>): Promise<Result<AnswerOf<typeof recordDailyContact>>> {
    const { place } = request;
    const map = await this.maps.of(zone);
    const wijk =
      'point' in place ? wijkOf(map, place.point, this.moments.toleranceMetres) : map.wijken.find(({ id }) => id === place.wijkId);
    const made = { contactId: this.moments.next(), zone, authorId: caller.sub, now: this.moments.now(), wijk };
    const contact = contactOf(request, made);
    if (!contact.ok) return contact;
    const { contactId, wijkId, wijkName, recordedAt } = await this.contacts.add(contact.value, idempotency);
    return ok({ contactId, wijkId, wijkName, recordedAt });
  }
}
