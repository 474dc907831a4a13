import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/routes';
import { useAnnounce } from '../../app/announcer';
import { askAgainUnderWay } from '../../app/ask-again';
import { useFrames } from '../../app/feed';
import { useStepText } from './step-text';

type Notes = AnswerOf<'listMyNotes'>;
export type Note = Notes['notes'][number];
export type Step = Note['steps'][number];

/** New steps come in live: the note they belong to gets them, without asking the server again. */
export function useLiveSteps(): void {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const stepText = useStepText();
  useFrames(['note-progress'], ({ data }) => {
    const { authorId: _author, stepId: _id, ...rest } = data;
    const step = rest as unknown as Step;
    const add = <T extends Note>(note: T): T =>
      note.noteId !== step.noteId || note.steps.some((known) => sameStep(known, step)) ? note : { ...note, steps: [...note.steps, step] };
    queries.setQueriesData<Notes>({ queryKey: ['listMyNotes'] }, (old) => old && { ...old, notes: old.notes.map(add) });
    queries.setQueriesData<AnswerOf<'readNote'>>({ queryKey: ['readNote'] }, (old) => old && add(old));
    void askAgainUnderWay(queries, 'listMyNotes', 'readNote');
    announce(stepText(step));
  });
}

const sameStep = (a: Step, b: Step): boolean => a.step === b.step && a.audience === b.audience && a.at === b.at;
