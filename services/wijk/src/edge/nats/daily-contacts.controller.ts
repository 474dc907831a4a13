import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { readFeelings, recordDailyContact } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { ReadFeelings } from '../../use-cases/read-feelings/read-feelings';
import { RecordDailyContact } from '../../use-cases/record-daily-contact/record-daily-contact';

/** Daily contacts (W77): recorded one by one, read as counts only. */
@Controller()
export class DailyContactsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(RecordDailyContact) private readonly recordDailyContact: RecordDailyContact,
    @Inject(ReadFeelings) private readonly readFeelings: ReadFeelings,
  ) {}

  @OnRequest(recordDailyContact)
  record(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(recordDailyContact, body, context, (asked) => this.recordDailyContact.run(asked));
  }

  @OnRequest(readFeelings)
  read(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readFeelings, body, context, (asked) => this.readFeelings.run(asked));
  }
}
