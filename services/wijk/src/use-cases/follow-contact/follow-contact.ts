import type { AnswerOf, RequestOf, followContact } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { isFollowed, isOverdue, type CitizenContact, type FollowTerm } from '../../domain/citizen-contact';
import type { Asked } from '../asked';
import type { Accountabilities } from '../locate-place/locate-place';
import type { FollowCodes, Read, Reads, Seal, ZoneMaps } from '../ports';
import { publicContactOf, type Reachabilities } from '../who-answers';

type Answer = AnswerOf<typeof followContact>;

export interface FollowedContacts {
  byId(zone: string, contactId: string): Promise<CitizenContact | undefined>;
}
export interface Following extends Clock {
  sealer: Seal;
  codes: FollowCodes;
  terms: readonly FollowTerm[];
}

/**
 * O13: what became of my question, for who holds the link. Never what was asked and never who asked: the link may lie on a kitchen
 * table. A code that was altered, made for another zone or followed too long after the answer is answered alike: it does not exist.
 */
export class FollowContact {
  constructor(
    private readonly contacts: FollowedContacts,
    private readonly area: { maps: ZoneMaps; people: Accountabilities; reachabilities: Pick<Reachabilities, 'ofZone'> },
    private readonly reads: Reads,
    private readonly making: Following,
  ) {}

  async run({ request, zone }: Pick<Asked<RequestOf<typeof followContact>>, 'request' | 'zone'>): Promise<Result<Answer>> {
    const now = this.making.now();
    const contactId = this.making.codes.contactOf(zone, request.followCode);
    const contact = contactId === undefined ? undefined : await this.contacts.byId(zone, contactId);
    if (!contact || !isFollowed(contact, this.making.terms, now)) return fail(new DomainError('not-found'));
    const [map, who] = await Promise.all([this.area.maps.of(zone), publicContactOf(this.area, { zone, wijkId: contact.wijkId, now })]);
    await this.reads.record([lineOf(contact)]);
    const { kind, wijkId, receivedAt, dueAt, status } = contact;
    const wijkName = map.wijken.find(({ id }) => id === wijkId)?.name ?? wijkId;
    return ok({
      ...{ kind, wijkName, receivedAt, dueAt, status, overdue: isOverdue(contact, now), asOf: now },
      ...(who && { answering: { ...who.contact, standsIn: who.standsIn } }),
      ...(who?.reachability && { reachability: who.reachability }),
      ...this.outcomeOf(contact),
    });
  }

  private outcomeOf(contact: CitizenContact): Pick<Answer, 'answer' | 'answeredAt'> {
    if (contact.status === 'open') return {};
    const { answeredAt, answerSealed, contactId, forResident } = contact;
    return { answeredAt, ...(forResident && { answer: this.making.sealer.open<string>(answerSealed, contactId) }) };
  }
}

/** Who reads is not known by name: the resident, by the code. */
const lineOf = ({ contactId, zone }: CitizenContact): Read => ({
  name: 'follow-contact',
  actor: 'resident',
  zone,
  processingActivity: 'wijk.follow-contact',
  subject: contactId,
  subjectType: 'citizen-contact',
  recordCategory: 'citizen-contact',
  rule: 'follow-code',
  decision: 'shown',
  reason: 'wijk.follow-contact',
  legalBasis: 'service',
});
