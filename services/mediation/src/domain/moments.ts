import type { Clock, Ids } from '@spil/domain-kit';

/** Time and ids, handed in. */
export type Moments = Clock & Ids;
