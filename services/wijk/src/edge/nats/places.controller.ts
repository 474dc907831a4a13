import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { findReferenceContact, locate } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { FindReferenceContact } from '../../use-cases/find-reference-contact/find-reference-contact';
import { LocatePlace } from '../../use-cases/locate-place/locate-place';

/** Where a place is and who answers for it, for colleagues and for residents. */
@Controller()
export class PlacesController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(LocatePlace) private readonly locatePlace: LocatePlace,
    @Inject(FindReferenceContact) private readonly findReferenceContact: FindReferenceContact,
  ) {}

  @OnRequest(locate)
  locate(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(locate, body, context, (asked) => this.locatePlace.run(asked));
  }

  @OnRequest(findReferenceContact)
  contact(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(findReferenceContact, body, context, (asked) => this.findReferenceContact.run(asked));
  }
}
