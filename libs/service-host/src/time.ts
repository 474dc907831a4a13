import { v7 } from 'uuid';
import type { Clock, Ids } from '@spil/domain-kit';

let ms = Number.NaN;
let text = '';

/**
 * The machine's clock. Rules get it handed in; tests hand in another. The text of a millisecond is made once: a frame for a thousand
 * browsers asks a thousand times.
 */
export const systemClock: Clock = {
  now: () => {
    const now = Date.now();
    if (now !== ms) {
      ms = now;
      text = new Date(now).toISOString();
    }
    return text;
  },
};

/** UUIDv7: sorts by the time it was made, within one process strictly. */
export const uuidv7Ids: Ids = { next: () => v7() };
