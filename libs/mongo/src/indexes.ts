import type { Db, IndexSpec } from './types';

/** What every aggregate collection needs: the relay's claim, the clean-up of what was sent, and the two keys that make effects happen once. */
export const aggregateIndexes: IndexSpec[] = [
  { name: 'pendingSince_1', key: { pendingSince: 1 }, partialFilterExpression: { pendingSince: { $exists: true } } },
  { name: 'sentSince_1', key: { sentSince: 1 }, partialFilterExpression: { sentSince: { $exists: true } } },
  {
    name: 'idempotency.key_1',
    key: { 'idempotency.key': 1 },
    unique: true,
    partialFilterExpression: { 'idempotency.key': { $exists: true } },
  },
  { name: 'effectOf_1', key: { effectOf: 1 }, unique: true, partialFilterExpression: { effectOf: { $exists: true } } },
];

/** Makes indexes at start: existing ones are left as they are. A plan with `aggregate: true` gets the store's own beside them. */
export async function ensureIndexes(
  db: Db,
  plans: Record<string, IndexSpec[] | { aggregate: true; indexes?: IndexSpec[] }>,
): Promise<void> {
  for (const [collection, plan] of Object.entries(plans)) {
    const indexes = Array.isArray(plan) ? plan : [...aggregateIndexes, ...(plan.indexes ?? [])];
    if (indexes.length > 0) await db.collection(collection).createIndexes(indexes);
  }
}
