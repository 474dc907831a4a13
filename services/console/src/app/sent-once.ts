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
