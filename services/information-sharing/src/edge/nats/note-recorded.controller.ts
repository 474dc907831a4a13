import { Controller, Inject } from '@nestjs/common';
import { noteRecorded, parseSubject, type CloudEvent, type DataOf, type NoteTexts } from '@spil/contracts';
import { OnEvent, type JetStreamContext } from '@spil/messaging';
import type { Sealer } from '@spil/mongo';
import { inSpan } from '@spil/observability';
import { RouteNoteWhenRecorded } from '../../use-cases/route-note-when-recorded/route-note-when-recorded';
import { SEALER } from './tokens';

@Controller()
export class NoteRecordedController {
  constructor(
    @Inject(RouteNoteWhenRecorded) private readonly routeNote: RouteNoteWhenRecorded,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  @OnEvent(noteRecorded)
  async route(event: CloudEvent<DataOf<typeof noteRecorded>>, context: JetStreamContext): Promise<void> {
    const { sealed, ...facts } = event.data as DataOf<typeof noteRecorded>;
    const attributes = { 'spil.use_case': 'route-note-when-recorded', 'spil.note_id': facts.noteId };
    await inSpan('decide who gets the note', { attributes }, async (span) => {
      const texts = this.sealer.open<NoteTexts>(sealed, facts.noteId);
      const routing = await this.routeNote.run(event.id, { zone: zoneOf(context), facts, texts });
      span.set({ 'spil.outcome': routing.status, 'spil.count': routing.status === 'routed' ? routing.targets.length : 0 });
    });
  }
}

/** The zone of the stored subject: the broker account's word, checked against the event's source by the transport. */
export const zoneOf = (context: JetStreamContext): string => {
  const zone = parseSubject(context.subject)?.zone;
  if (zone === undefined) throw new Error('a stored message has no zone in its subject');
  return zone;
};
