import type { assignmentFrame, DataOf, itemShared, ItemTexts, noteProgressed } from '@spil/contracts';

/** What is said of an item beside its texts. */
export type ItemFacts = Omit<DataOf<typeof itemShared>, 'sealed'>;
/** A step on the way of a note (S02); `stepId` is the same on every repeat. */
export type ProgressStep = DataOf<typeof noteProgressed>;
export type AssignmentState = DataOf<typeof assignmentFrame>;

/** What a decision makes known; the edge seals the texts and puts it in the outbox of the aggregate that decided. */
export type Publication =
  | { kind: 'item-shared'; item: ItemFacts; texts: ItemTexts }
  | { kind: 'desk-item'; desk: string; item: ItemFacts; texts: ItemTexts }
  | { kind: 'inbox-entry'; desk: string; item: ItemFacts; texts: ItemTexts; subscribers: string[]; filedAt: string }
  | { kind: 'note-progressed'; step: ProgressStep }
  | { kind: 'assignment'; assignment: AssignmentState };

/** A state and what it makes known; saved together, in one write. */
export interface Decided<S> {
  state: S;
  publications: Publication[];
}
