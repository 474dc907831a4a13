import { Controller, Inject } from '@nestjs/common';
import { crewsBriefed, type CloudEvent, type DataOf } from '@spil/contracts';
import { OnEvent } from '@spil/messaging';
import { RecordBriefingWhenCrewsBriefed } from '../../use-cases/record-briefing-when-crews-briefed/record-briefing-when-crews-briefed';

@Controller()
export class CrewsBriefedController {
  constructor(@Inject(RecordBriefingWhenCrewsBriefed) private readonly recordBriefing: RecordBriefingWhenCrewsBriefed) {}

  @OnEvent(crewsBriefed)
  record(event: CloudEvent<DataOf<typeof crewsBriefed>>): Promise<void> {
    return this.recordBriefing.run(event.data as DataOf<typeof crewsBriefed>);
  }
}
