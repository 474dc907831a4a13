import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { formUnit, listUnits, setUnitStatus } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { RequestHandling } from '@spil/service-host';
import { FormUnit } from '../../use-cases/form-unit/form-unit';
import { ListUnits } from '../../use-cases/list-units/list-units';
import { SetUnitStatus } from '../../use-cases/set-unit-status/set-unit-status';

/** Units: formed, listed, and saying what they do and where they are (I07). */
@Controller()
export class UnitsController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(FormUnit) private readonly formUnit: FormUnit,
    @Inject(SetUnitStatus) private readonly setUnitStatus: SetUnitStatus,
    @Inject(ListUnits) private readonly listUnits: ListUnits,
  ) {}

  @OnRequest(formUnit)
  form(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(formUnit, body, context, (asked) => this.formUnit.run(asked));
  }

  @OnRequest(setUnitStatus)
  setStatus(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(setUnitStatus, body, context, (asked) => this.setUnitStatus.run(asked));
  }

  @OnRequest(listUnits)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listUnits, body, context, (asked) => this.listUnits.run(asked));
  }
}
