import type { AnswerOf, RequestOf, listCitizenContacts } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { hasRole, type Caller } from '@spil/identity';
import type { CitizenContact, ContactTexts } from '../../domain/citizen-contact';
import type { Asked } from '../asked';
import type { FollowCodes, Read, Reads, Seal } from '../ports';
import { answeringOf, type WhoAnswers } from '../who-answers';

type Shown = AnswerOf<typeof listCitizenContacts>['contacts'][number];

export interface ZoneContacts {
  /** Soonest due first. */
  list(zone: string, status: CitizenContact['status'], wijkIds: readonly string[] | 'all'): Promise<CitizenContact[]>;
}

/**
 * W04: what residents wait for. An inspector sees what she answers for now, also as a deputy who stands in; a team chief the whole
 * team's, without who asked (policy.md §3) and without the resident's link. What a resident wrote may name anybody: each one is shown
 * only after its read is logged.
 */
export class ListCitizenContacts {
  constructor(
    private readonly contacts: ZoneContacts,
    private readonly answers: WhoAnswers,
    private readonly reads: Reads,
    private readonly making: Clock & { sealer: Seal; codes: FollowCodes },
  ) {}

  async run({
    request,
    caller,
    zone,
  }: Asked<RequestOf<typeof listCitizenContacts>>): Promise<Result<AnswerOf<typeof listCitizenContacts>>> {
    const asOf = this.making.now();
    const answerers = await this.answers.at(zone, asOf);
    const mine = [...answerers].flatMap(([wijkId, { card }]) => (card.personId === caller.sub ? [wijkId] : []));
    const wijkIds = hasRole(caller, 'team-chief') ? ('all' as const) : mine;
    const found = await this.contacts.list(zone, request.status ?? 'open', wijkIds);
    const shown = found.map((contact) => ({
      ...this.shown(contact, mine.includes(contact.wijkId)),
      ...answeringOf(answerers.get(contact.wijkId)),
    }));
    await this.reads.record(shown.map((one) => lineOf(caller, one, { zone, own: mine.includes(one.wijkId) })));
    return ok({ contacts: shown, asOf });
  }

  private shown(contact: CitizenContact, own: boolean): Shown {
    const { contactId, wijkId, channel, kind, receivedAt, dueAt, status } = contact;
    const { subject, asker } = this.making.sealer.open<ContactTexts>(contact.sealed, contactId);
    const outcome = this.outcomeOf(contact, own);
    const who = asker && own ? { asker: { ...(asker.name ? { name: asker.name } : {}), reach: asker.reach } } : {};
    const withheld = asker && !own ? ['asker'] : [];
    return { contactId, wijkId, channel, kind, receivedAt, dueAt, status, subject, withheld, ...who, ...outcome };
  }

  /** What was answered; while nothing was, the link for who can still give it. */
  private outcomeOf(contact: CitizenContact, own: boolean): Pick<Shown, 'answer' | 'answeredAt' | 'forResident' | 'followCode'> {
    const { sealer, codes } = this.making;
    if (contact.status === 'open') return own ? { followCode: codes.of(contact.zone, contact.contactId) } : {};
    const { answerSealed, contactId, answeredAt, forResident = false } = contact;
    return { answer: sealer.open<string>(answerSealed, contactId), answeredAt, forResident };
  }
}

const lineOf = (caller: Caller, { contactId, asker }: Shown, { zone, own }: { zone: string; own: boolean }): Read => ({
  name: 'list-citizen-contacts',
  actor: caller.sub,
  zone,
  processingActivity: 'wijk.list-citizen-contacts',
  subject: contactId,
  subjectType: 'citizen-contact',
  recordCategory: asker ? 'reporter' : 'citizen-contact',
  rule: own ? 'answers-for-wijk' : 'team-chief',
  decision: 'shown',
  reason: caller.task ?? 'wijk.list-citizen-contacts',
  legalBasis: 'service',
});
