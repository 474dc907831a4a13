import type { AnswerOf, RequestOf, recordCitizenContact } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import { dueAtOf, type AnswerTerm, type CitizenContact } from '../../domain/citizen-contact';
import type { Moments } from '../../domain/moments';
import { wijkOf } from '../../domain/place';
import type { Asked, Idempotency } from '../asked';
import type { FollowCodes, PlaceRules, Seal, ZoneMaps } from '../ports';
import { answeringOf, type WhoAnswers } from '../who-answers';

export interface NewContacts {
  /** With a known key it answers the contact made then. */
  add(contact: CitizenContact, idempotency: Idempotency | undefined): Promise<CitizenContact>;
}
export interface ContactRules extends PlaceRules, Moments {
  terms: readonly AnswerTerm[];
  codes: FollowCodes;
}

/** W04: a resident asked something. It gets a wijk, who answers there, by when, and a code by which the resident follows it (O13). */
export class RecordCitizenContact {
  constructor(
    private readonly contacts: NewContacts,
    private readonly area: { maps: ZoneMaps; answers: WhoAnswers },
    private readonly sealer: Seal,
    private readonly rules: ContactRules,
  ) {}

  async run({
    request,
    caller,
    zone,
    idempotency,
  }: Asked<RequestOf<typeof recordCitizenContact>>): Promise<Result<AnswerOf<typeof recordCitizenContact>>> {
    const now = this.rules.now();
    const { point, channel, kind, receivedAt, subject, asker } = request;
    const wijk = wijkOf(await this.area.maps.of(zone), point, this.rules.toleranceMetres);
    if (!wijk) return fail(new DomainError('wijk.place-outside-zone'));
    const due = dueAtOf(request, this.rules.terms, now);
    if (!due.ok) return due;
    const contactId = this.rules.next();
    const contact = await this.contacts.add(
      {
        ...{ contactId, zone, wijkId: wijk.id, channel, kind, receivedAt, recordedAt: now, recordedBy: caller.sub, dueAt: due.value },
        sealed: this.sealer.seal({ subject, ...(asker ? { asker } : {}) }, ['wijk'], contactId),
        status: 'open',
      },
      idempotency,
    );
    const answerer = (await this.area.answers.at(zone, now)).get(contact.wijkId);
    const followCode = this.rules.codes.of(zone, contact.contactId);
    return ok({ contactId: contact.contactId, wijkId: contact.wijkId, dueAt: contact.dueAt, followCode, ...answeringOf(answerer) });
  }
}
