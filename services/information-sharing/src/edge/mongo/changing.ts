import { ConcurrencyConflict, type AggregateStore, type Stored } from '@spil/mongo';

const MOST_ATTEMPTS = 20;

/**
 * Loads, decides and saves until nobody saved in between. `attempt` answers what came of it; it is given the newest state
 * each time, so that a decision never rests on an old one. Undefined: there is no such document.
 */
export async function changing<T extends { _id: string }, R>(
  store: AggregateStore<T>,
  id: string,
  attempt: (stored: Stored<T>) => Promise<R>,
): Promise<R | undefined> {
  for (let tries = 1; ; tries++) {
    const stored = await store.byId(id);
    if (!stored) return undefined;
    try {
      return await attempt(stored);
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict) || tries >= MOST_ATTEMPTS) throw error;
    }
  }
}
