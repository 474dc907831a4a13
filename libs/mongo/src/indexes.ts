import { SENT_KEPT } from './pending';
import type { Collection, Db, IndexSpec } from './types';

/** Index plans by collection; `aggregate: true` adds the store's own. */
export type IndexPlan = Record<string, IndexSpec[] | { aggregate: true; indexes?: IndexSpec[] }>;

/** What a service says of its own database, for whoever looks after it. */
const ABOUT = 'about';

/**
 * What every aggregate collection needs: the relay's claim, the clean-up of what was sent, the few that made so many events that
 * some must go to the archive, and the two keys that make effects happen once.
 */
export const aggregateIndexes: IndexSpec[] = [
  { name: 'pendingSince_1', key: { pendingSince: 1 }, partialFilterExpression: { pendingSince: { $exists: true } } },
  { name: 'sentSince_1', key: { sentSince: 1 }, partialFilterExpression: { sentSince: { $exists: true } } },
  { name: 'eventsMade_1', key: { eventsMade: 1 }, partialFilterExpression: { eventsMade: { $gte: SENT_KEPT } } },
  {
    name: 'idempotency.key_1',
    key: { 'idempotency.key': 1 },
    unique: true,
    partialFilterExpression: { 'idempotency.key': { $exists: true } },
  },
  { name: 'effectOf_1', key: { effectOf: 1 }, unique: true, partialFilterExpression: { effectOf: { $exists: true } } },
];

/** Makes indexes at start: existing ones are left as they are. A plan with `aggregate: true` gets the store's own beside them. */
export async function ensureIndexes(db: Db, plans: IndexPlan): Promise<void> {
  for (const [collection, plan] of Object.entries(plans)) {
    const indexes = indexesOf(plan);
    if (indexes.length > 0) await db.collection(collection).createIndexes(indexes);
  }
  // As text: the names of fields that are indexed hold dots.
  await about(db).updateOne({ _id: 'indexes' }, { $set: { plans: JSON.stringify(plans) } }, { upsert: true });
}

const about = (db: Db) => db.collection(ABOUT) as unknown as Collection<{ _id: string; plans: string }>;

/** Every index a plan asks for. */
export const indexesOf = (plan: IndexPlan[string]): IndexSpec[] =>
  Array.isArray(plan) ? plan : [...aggregateIndexes, ...(plan.indexes ?? [])];

/** The plans this database's service started with last; undefined before its first start. */
export async function plannedIndexes(db: Db): Promise<IndexPlan | undefined> {
  const said = await about(db).findOne({ _id: 'indexes' });
  return said ? (JSON.parse(said.plans) as IndexPlan) : undefined;
}

/** Collections of aggregates: those with an outbox. */
export const aggregatesIn = (plans: IndexPlan): string[] => Object.keys(plans).filter((name) => !Array.isArray(plans[name]));
