import { translated } from './health';
import type { Collection } from './types';

interface Attempts {
  _id: string;
  begun: number;
  at: Date;
}

/** Kept as long as a stream keeps the message they speak of. */
const THIRTY_DAYS = 30 * 86_400;

/** Index plan of the collection the counts lie in. */
export const attemptIndexes = [{ name: 'at_1', key: { at: 1 }, expireAfterSeconds: THIRTY_DAYS }];

/**
 * Counts attempts at messages under suspicion of killing their process, where the process's death cannot reach: a
 * `@spil/messaging` AttemptLedger. Only messages seen twice without an end come here.
 */
export function mongoAttempts(from: Collection, now: () => Date) {
  const attempts = from as unknown as Collection<Attempts>;
  return {
    /** Counts one more; answers how many had begun before. */
    begin: (id: string): Promise<number> =>
      translated(async () => {
        const before = await attempts.findOneAndUpdate(
          { _id: id },
          { $inc: { begun: 1 }, $set: { at: now() } },
          { upsert: true, returnDocument: 'before' },
        );
        return before?.begun ?? 0;
      }),
    /** Takes the last one back. */
    forgive: (id: string): Promise<void> => translated(async () => void (await attempts.updateOne({ _id: id }, { $inc: { begun: -1 } }))),
  };
}
