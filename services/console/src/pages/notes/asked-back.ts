import type { Note, Step } from './live-steps';

const settles = ({ step }: Step): boolean => step === 'accepted' || step === 'returned';

/**
 * The step by which a desk gave a note back to its author, where that is the last this desk did with it. What a crew says of the
 * note afterwards, or another desk does, answers nobody: the author is still waited for.
 */
export const askedBack = ({ steps }: Pick<Note, 'steps'>): Step | undefined =>
  steps.findLast(
    (one, n) => one.step === 'returned' && !steps.slice(n + 1).some((later) => settles(later) && later.audience === one.audience),
  );
