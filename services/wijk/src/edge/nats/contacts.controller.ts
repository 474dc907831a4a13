import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { answerCitizenContact, listCitizenContacts, recordCitizenContact } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { AnswerCitizenContact } from '../../use-cases/answer-citizen-contact/answer-citizen-contact';
import { ListCitizenContacts } from '../../use-cases/list-citizen-contacts/list-citizen-contacts';
import { RecordCitizenContact } from '../../use-cases/record-citizen-contact/record-citizen-contact';

/** What residents ask and are answered (W04). */
@Controller()
export class ContactsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(RecordCitizenContact) private readonly recordContact: RecordCitizenContact,
    @Inject(ListCitizenContacts) private readonly listContacts: ListCitizenContacts,
    @Inject(AnswerCitizenContact) private readonly answerContact: AnswerCitizenContact,
  ) {}

  @OnRequest(recordCitizenContact)
  record(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(recordCitizenContact, body, context, (asked) => this.recordContact.run(asked));
  }

  @OnRequest(listCitizenContacts)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listCitizenContacts, body, context, (asked) => this.listContacts.run(asked));
  }

  @OnRequest(answerCitizenContact)
  answer(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(answerCitizenContact, body, context, (asked) => this.answerContact.run(asked));
  }
}
