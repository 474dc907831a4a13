/** A repeat of the same request: `key` is a hash of caller, route and the client's key; `bodyHash` tells another body from the same. */
export interface Idempotency {
  key: string;
  bodyHash: string;
}
