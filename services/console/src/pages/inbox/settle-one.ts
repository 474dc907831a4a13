import { Problem } from '../../api/problem';

export interface Hearers {
  /** Before it is sent: what went wrong with an earlier one is over. */
  begun(): void;
  taken(): void;
  refused(problem: Problem): void;
  /** Somebody else settled it, or it may not be seen any more: the list on the screen is not true. */
  outdated(): void;
}

const isOutdated = ({ code, status }: Problem): boolean => code === 'information-sharing.already-settled' || status === 404;

/**
 * One decision to its end, each with its own: a reader decides on the next before the answer to this one came, and what a mutation
 * calls back is dropped then. A second press while it is under way is the same decision.
 */
export async function settleOne(itemId: string, { underWay, send, hear }: Sent): Promise<void> {
  if (underWay.has(itemId)) return;
  underWay.add(itemId);
  hear.begun();
  const refused = (error: unknown) => {
    const problem = error instanceof Problem ? error : new Problem('internal', 0);
    hear.refused(problem);
    if (isOutdated(problem)) hear.outdated();
  };
  await send()
    .then(() => hear.taken(), refused)
    .finally(() => underWay.delete(itemId));
}

interface Sent {
  underWay: Set<string>;
  send: () => Promise<unknown>;
  hear: Hearers;
}
