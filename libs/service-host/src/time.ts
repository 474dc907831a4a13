import { v7 } from 'uuid';
import type { Clock, Ids } from '@spil/domain-kit';

/** The machine's clock. Rules get it handed in; tests hand in another. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** UUIDv7: sorts by the time it was made, within one process strictly. */
export const uuidv7Ids: Ids = { next: () => v7() };
