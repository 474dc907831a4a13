import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { findAddress, importAddresses, importZone } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { FindAddress } from '../../use-cases/find-address/find-address';
import { ImportAddresses } from '../../use-cases/import-addresses/import-addresses';
import { ImportZone } from '../../use-cases/import-zone/import-zone';

/** The zone: its wijken and addresses, loaded by its administrator. */
@Controller()
export class ZoneController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(ImportZone) private readonly importZone: ImportZone,
    @Inject(ImportAddresses) private readonly importAddresses: ImportAddresses,
    @Inject(FindAddress) private readonly findAddress: FindAddress,
  ) {}

  @OnRequest(importZone)
  import(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(importZone, body, context, (asked) => this.importZone.run(asked));
  }

  @OnRequest(importAddresses)
  addAddresses(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(importAddresses, body, context, (asked) => this.importAddresses.run(asked));
  }

  @OnRequest(findAddress)
  find(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(findAddress, body, context, (asked) => this.findAddress.run(asked));
  }
}
