import { Controller, Inject } from '@nestjs/common';
import { mediationRequestCounted, noteProgressed, nuisanceReported, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import { dataOf, zoneOf } from '@spil/service-host';
import { CountMediationWhenRequested } from '../../use-cases/count-mediation-when-requested/count-mediation-when-requested';
import { KeepLedgerWhenNoteProgressed } from '../../use-cases/keep-ledger-when-note-progressed/keep-ledger-when-note-progressed';
import { ShowNuisanceWhenReported } from '../../use-cases/show-nuisance-when-reported/show-nuisance-when-reported';

/** What other services tell: where notes went, nuisances in a wijk, counts of mediation. */
@Controller()
export class FactsController {
  constructor(
    @Inject(KeepLedgerWhenNoteProgressed) private readonly ledger: KeepLedgerWhenNoteProgressed,
    @Inject(ShowNuisanceWhenReported) private readonly nuisances: ShowNuisanceWhenReported,
    @Inject(CountMediationWhenRequested) private readonly counts: CountMediationWhenRequested,
  ) {}

  @OnEvent(noteProgressed)
  progressed(event: CloudEvent<DataOf<typeof noteProgressed>>, context: JetStreamContext): Promise<void> {
    return this.ledger.run(zoneOf(context.subject), dataOf(event));
  }

  @OnEvent(nuisanceReported)
  reported(event: CloudEvent<DataOf<typeof nuisanceReported>>, context: JetStreamContext): Promise<void> {
    return this.nuisances.run(zoneOf(context.subject), dataOf(event));
  }

  @OnEvent(mediationRequestCounted)
  counted(event: CloudEvent<DataOf<typeof mediationRequestCounted>>, context: JetStreamContext): Promise<void> {
    return this.counts.run(zoneOf(context.subject), event.id, dataOf(event));
  }
}
