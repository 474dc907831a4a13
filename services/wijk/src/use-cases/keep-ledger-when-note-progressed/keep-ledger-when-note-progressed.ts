import type { DataOf, noteProgressed } from '@spil/contracts';
import { DomainError } from '@spil/domain-kit';
import { withStep, type IntelligenceNote, type Step } from '../../domain/note';

export interface NoteLedger {
  /**
   * Loads, changes and saves one note; `change` answers undefined when there is nothing to do. The step is announced to the
   * author's feed in the same write. Tries again when somebody else saved first. False when there is no such note.
   */
  change(zone: string, noteId: string, step: Step, change: (note: IntelligenceNote) => IntelligenceNote | undefined): Promise<boolean>;
}

/** S02, S12: keeps where a note went and what came of it, each step once however often it arrives. */
export class KeepLedgerWhenNoteProgressed {
  constructor(private readonly notes: NoteLedger) {}

  async run(zone: string, progressed: DataOf<typeof noteProgressed>): Promise<void> {
    const { stepId, noteId, ...step } = progressed;
    const found = await this.notes.change(zone, noteId, step, (note) => withStep(note, stepId, step));
    // Every progress is of a note of ours: one that is not there is a fault somebody must look at.
    if (!found) throw new DomainError('wijk.note-unknown');
  }
}
