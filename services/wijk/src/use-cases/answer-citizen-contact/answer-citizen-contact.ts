import type { AnswerOf, RequestOf, answerCitizenContact } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { hasRole } from '@spil/identity';
import { answered, type CitizenContact } from '../../domain/citizen-contact';
import type { Asked } from '../asked';
import type { Seal } from '../ports';
import type { WhoAnswers } from '../who-answers';

export interface ChangeableContacts {
  /** Loads, decides and saves one contact; undefined: it is not there in this zone. */
  change(
    zone: string,
    contactId: string,
    change: (now: CitizenContact) => Result<CitizenContact>,
  ): Promise<Result<CitizenContact> | undefined>;
}

/** W04: an answer to a resident, by who answers for the wijk now or the team chief; for others the contact does not exist. */
export class AnswerCitizenContact {
  constructor(
    private readonly contacts: ChangeableContacts,
    private readonly answers: WhoAnswers,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({
    request,
    caller,
    zone,
  }: Asked<RequestOf<typeof answerCitizenContact>>): Promise<Result<AnswerOf<typeof answerCitizenContact>>> {
    const { contactId, answer, forResident = false } = request;
    const at = this.clock.now();
    const answerers = await this.answers.at(zone, at);
    const sealed = this.sealer.seal(answer, ['wijk'], contactId);
    const changed = await this.contacts.change(zone, contactId, (contact) => {
      const mine = answerers.get(contact.wijkId)?.card.personId === caller.sub;
      if (!mine && !hasRole(caller, 'team-chief')) return fail(new DomainError('not-found'));
      return answered(contact, { personId: caller.sub, at, sealed, forResident });
    });
    if (!changed) return fail(new DomainError('not-found'));
    return changed.ok ? ok({ contactId, status: 'answered', answeredAt: at }) : changed;
  }
}
