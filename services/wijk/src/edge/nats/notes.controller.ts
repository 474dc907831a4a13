import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { listMyNotes, readNote, recordNote } from '@spil/contracts';
import { OnRequest } from '@spil/messaging';
import { count } from '@spil/observability';
import { RequestHandling } from '@spil/service-host';
import { ListMyNotes } from '../../use-cases/list-my-notes/list-my-notes';
import { ReadNote } from '../../use-cases/read-note/read-note';
import { RecordNote } from '../../use-cases/record-note/record-note';

/** Notes: recorded, listed and read by their authors. */
@Controller()
export class NotesController {
  constructor(
    @Inject(RequestHandling) private readonly handling: RequestHandling,
    @Inject(RecordNote) private readonly recordNote: RecordNote,
    @Inject(ListMyNotes) private readonly listMyNotes: ListMyNotes,
    @Inject(ReadNote) private readonly readNote: ReadNote,
  ) {}

  @OnRequest(recordNote)
  record(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(recordNote, body, context, async (asked) => {
      const answer = await this.recordNote.run(asked);
      if (answer.ok) count('spil.notes.recorded', 1, { zone: asked.zone });
      return answer;
    });
  }

  @OnRequest(listMyNotes)
  list(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(listMyNotes, body, context, (asked) => this.listMyNotes.run(asked));
  }

  @OnRequest(readNote)
  read(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(readNote, body, context, (asked) => this.readNote.run(asked));
  }
}
