import { ConcurrencyConflict } from '@spil/mongo';

/** Loads, decides and saves again while somebody else saves first. `work` must start from what it loads itself. */
export async function untilSaved<T>(work: () => Promise<T>, attempts = 20): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict) || attempt >= attempts) throw error;
    }
  }
}
