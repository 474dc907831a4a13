import type { AnswerOf, NoteTexts, RequestOf, listMyNotes } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { isRestricted, type IntelligenceNote } from '../../domain/note';
import type { Asked } from '../asked';
import type { Reads, Seal } from '../ports';
import { readLineOf, summaryOf } from '../read-note/note-reads';

export interface MyNotes {
  /** Newest first. */
  ofAuthor(zone: string, authorId: string, page: { before?: Instant; limit: number }): Promise<IntelligenceNote[]>;
}

/** S02, S12: my notes with where each went. Headlines of personal or restricted notes leave only after their read is logged. */
export class ListMyNotes {
  constructor(
    private readonly notes: MyNotes,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof listMyNotes>>): Promise<Result<AnswerOf<typeof listMyNotes>>> {
    const { before, limit = 50 } = request;
    const asOf = this.clock.now();
    const notes = await this.notes.ofAuthor(zone, caller.sub, before === undefined ? { limit } : { before, limit });
    await this.reads.record(notes.filter(isRestricted).map((note) => readLineOf('list-my-notes', caller, note)));
    return ok({ notes: notes.map((note) => summaryOf(note, this.sealer.open<NoteTexts>(note.sealed, note.noteId))), asOf });
  }
}
