import type { NoteTexts } from '@spil/contracts';
import type { Caller } from '@spil/identity';
import { ledgerOf, type IntelligenceNote } from '../../domain/note';
import type { Read } from '../ports';

/** The read-log line of an author reading her own note. */
export const readLineOf = (name: string, caller: Caller, note: IntelligenceNote): Read => ({
  name,
  actor: caller.sub,
  zone: note.zone,
  processingActivity: `wijk.${name}`,
  subject: note.noteId,
  subjectType: 'note',
  recordCategory: note.handling,
  rule: 'own-note',
  decision: 'shown',
  reason: caller.task ?? `wijk.${name}`,
  legalBasis: note.legalBasis,
});

/** What a list shows of a note. */
export const summaryOf = (note: IntelligenceNote, texts: NoteTexts) => ({
  noteId: note.noteId,
  wijkId: note.wijkId,
  wijkName: note.wijkName,
  theme: note.theme,
  headline: texts.headline,
  recordedAt: note.recordedAt,
  steps: ledgerOf(note),
});
