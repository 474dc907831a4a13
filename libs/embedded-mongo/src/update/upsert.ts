import { isDoc, type Doc } from '../bson/codec';
import { asPattern } from '../query/operators';
import { makePlace, setValue } from './paths';

/** The fields a filter fixes by equality: what an upsert starts its new document from (typed values). */
export function seedFrom(filter: Doc): Doc {
  const seed: Doc = {};
  plant(filter, seed);
  return seed;
}

function plant(filter: Doc, seed: Doc): void {
  for (const [field, condition] of Object.entries(filter)) {
    for (const part of certainParts(field, condition)) if (isDoc(part)) plant(part, seed);
    const value = field.startsWith('$') ? undefined : fixedValue(condition);
    if (value !== undefined) setValue(makePlace(seed, field.split('.')), value);
  }
}

/** The parts of `$and`, and of an `$or` with one branch, must hold for the document. */
function certainParts(field: string, condition: unknown): unknown[] {
  if (!Array.isArray(condition)) return [];
  return field === '$and' || (field === '$or' && condition.length === 1) ? (condition as unknown[]) : [];
}

function fixedValue(condition: unknown): unknown {
  if (asPattern(condition)) return undefined;
  if (!isDoc(condition) || !Object.keys(condition).some((key) => key.startsWith('$'))) return condition;
  const [only] = [condition['$in'], condition['$all']].flatMap((list) =>
    Array.isArray(list) && list.length === 1 ? (list as unknown[]) : [],
  );
  return condition['$eq'] ?? (asPattern(only) || isDoc(only) ? undefined : only);
}
