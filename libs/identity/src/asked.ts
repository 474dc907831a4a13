import type { Caller } from './caller';

/** A request that was checked at the edge, with the one who asks. */
export interface Asked<Q> {
  request: Q;
  caller: Caller;
  zone: string;
  idempotency?: Idempotency;
}

/** A repeat of the same request answers what the first made: `key` is a hash of caller, route and the client's key, `bodyHash` tells another body. */
export interface Idempotency {
  key: string;
  bodyHash: string;
}
