/** Somebody else saved first: load again and decide again. */
export class ConcurrencyConflict extends Error {
  readonly code = 'concurrency-conflict';
  constructor(readonly collection: string) {
    super(`${collection}: the version is no longer the one that was read`);
    this.name = 'ConcurrencyConflict';
  }
}

/** The same idempotency key came with another body (422). */
export class IdempotencyKeyReused extends Error {
  readonly code = 'idempotency-key-reused';
  constructor() {
    super('this idempotency key was used for another request');
    this.name = 'IdempotencyKeyReused';
  }
}

/** Too many events wait for the broker, of this aggregate or of all: a request is answered 503, a consumer pauses. */
export class OutboxFull extends Error {
  readonly code = 'outbox-full';
  readonly infrastructure = true;
  constructor(readonly collection: string) {
    super(`${collection}: events wait for the broker; try again later`);
    this.name = 'OutboxFull';
  }
}

/** The database does not answer. Marked as infrastructure: a consumer pauses, a request is answered 503. */
export class DatabaseDown extends Error {
  readonly code = 'database-down';
  readonly infrastructure = true;
  constructor(options?: ErrorOptions) {
    super('the database does not answer', options);
    this.name = 'DatabaseDown';
  }
}

// One of the driver's names lacks its prefix: PoolClearedOnNetworkError.
const away =
  /^(?:Mongo)?(Network|ServerSelection|NetworkTimeout|PoolCleared|PoolClosed|WaitQueueTimeout|NotConnected|TopologyClosed|OperationTimeout|ClientClosed)/;
// Not primary, interrupted at shutdown, host unreachable, network timeout and the like.
const awayCodes = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** True when an error of the driver says that the server is away rather than that the operation was wrong. */
export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, errorResponse } = error as { name?: unknown; code?: unknown; errorResponse?: unknown };
  // A write of several wraps whatever befell it.
  if (errorResponse instanceof Error && isAway(errorResponse)) return true;
  return (typeof name === 'string' && away.test(name)) || (typeof code === 'number' && awayCodes.has(code));
}

/** E11000, and the index it happened on when the server says so. */
export function duplicateKey(error: unknown): { fields: string[] } | undefined {
  if (typeof error !== 'object' || error === null || (error as { code?: unknown }).code !== 11000) return undefined;
  const { keyPattern, message } = error as { keyPattern?: Record<string, unknown>; message?: string };
  if (keyPattern) return { fields: Object.keys(keyPattern) };
  // Servers without keyPattern name the index in the text: `index: idempotency.key_1 dup key`.
  const index = /index: (?:\S*\$)?(\S+)/.exec(message ?? '')?.[1] ?? '';
  return { fields: [index.replace(/_-?1$/, '')] };
}
