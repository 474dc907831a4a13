export { AggregateStore, type FindOptions, type InsertOutcome, type SourceOutcome, type StoreOptions } from './aggregate-store';
export { assertDurable, closeMongo, connectMongo, type MongoOptions } from './connect';
export { ConcurrencyConflict, DatabaseDown, duplicateKey, IdempotencyKeyReused, isAway, OutboxFull } from './errors';
export { DatabaseHealth, translated, type HealthOptions } from './health';
export { aggregateIndexes, ensureIndexes } from './indexes';
export { bytesOf, oldest, OUTBOX_LIMIT, timeOfUuid7 } from './pending';
export type { Collection, Db, Idempotency, IndexSpec, Kept, PendingEvent, SentEvent, Stored } from './types';
export { subjectsOf } from './types';
export { CannotOpen, Sealer } from './sealer';
