import type { Caller } from '@spil/identity';

/** A request that was checked at the edge, with the one who asks. */
export interface Asked<Q> {
  request: Q;
  caller: Caller;
  zone: string;
  idempotency?: Idempotency;
}

/** A repeat of the same request answers what the first made. */
export interface Idempotency {
  key: string;
  bodyHash: string;
}
