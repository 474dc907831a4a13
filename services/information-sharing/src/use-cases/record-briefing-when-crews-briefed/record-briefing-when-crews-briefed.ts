import { recordBriefing, type Briefed } from '../../domain/briefing';
import type { NoteRoutings } from '../ports';

/** Adds to a note's ledger which crews were briefed (S02). */
export class RecordBriefingWhenCrewsBriefed {
  constructor(private readonly routings: Pick<NoteRoutings, 'change'>) {}

  /** Throws when the note was never routed here: an event of nothing, to be put aside for a person to look at. */
  async run(briefed: Briefed & { noteId: string }): Promise<void> {
    const routing = await this.routings.change(briefed.noteId, (now) =>
      now.status === 'routed' && now.itemIds.includes(briefed.itemId) ? recordBriefing(now, briefed) : { state: now, publications: [] },
    );
    if (!routing) throw new Error('crews were briefed on a note that was never routed');
  }
}
