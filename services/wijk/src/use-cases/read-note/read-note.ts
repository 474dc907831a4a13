import type { AnswerOf, NoteTexts, RequestOf, readNote } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import { formOf, type IntelligenceNote } from '../../domain/note';
import type { Asked } from '../asked';
import type { Reads, Seal } from '../ports';
import { readLineOf, summaryOf } from './note-reads';

export interface OwnNote {
  byId(zone: string, noteId: string): Promise<IntelligenceNote | undefined>;
}

/** S02: one of my own notes, whole. Anybody else's does not exist for the asker; the read is logged before the text leaves. */
export class ReadNote {
  constructor(
    private readonly notes: OwnNote,
    private readonly reads: Reads,
    private readonly sealer: Seal,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof readNote>>): Promise<Result<AnswerOf<typeof readNote>>> {
    const note = await this.notes.byId(zone, request.noteId);
    if (note?.authorId !== caller.sub) return fail(new DomainError('not-found'));
    await this.reads.record([readLineOf('read-note', caller, note)]);
    const texts = this.sealer.open<NoteTexts>(note.sealed, note.noteId);
    return ok({ ...summaryOf(note, texts), form: formOf(note, texts) });
  }
}
