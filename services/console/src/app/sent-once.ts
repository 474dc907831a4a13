import type { Problem } from '../api/problem';

/** What a draft is sent with besides what one types, settled at the first press: pressing again sends the very same request. */
export interface Sending {
  key: string;
  /** For a request that says when it was made. */
  at?: string;
}

export const newSending = (): Sending => ({ key: crypto.randomUUID(), at: undefined });

/**
 * What the next press is sent with. After a refusal nothing arrived, so it is a request of its own. After silence it may have arrived:
 * only the same key with the same words is then taken for the same, and not refused or recorded a second time.
 */
export const afterProblem = ({ passing }: Problem): Partial<Sending> => (passing ? {} : newSending());

/**
 * Goes on with a form after its request: also when the page was left meanwhile, so that what arrived is not offered again. A refusal
 * stays with the mutation, which shows it.
 */
export const whenSent = (wish: Promise<unknown>, then: { arrived(): void; change(part: Partial<Sending>): void }): Promise<void> =>
  wish.then(
    () => then.arrived(),
    (problem: Problem) => then.change(afterProblem(problem)),
  );
