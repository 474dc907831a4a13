import type { Caller } from '@spil/identity';

/** A request as it was checked at the edge, with the one who asks. */
export interface Asked<Q> {
  request: Q;
  caller: Caller;
  zone: string;
}
