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
    if (field === '$and' && Array.isArray(condition)) for (const part of condition) if (isDoc(part)) plant(part, seed);
    if (field === '$or' && Array.isArray(condition) && condition.length === 1 && isDoc(condition[0])) plant(condition[0], seed);
    const value = field.startsWith('$') ? undefined : fixedValue(condition);
    if (value !== undefined) setValue(makePlace(seed, field.split('.')), value);
  }
}

function fixedValue(condition: unknown): unknown {
  if (asPattern(condition)) return undefined;
  if (!isDoc(condition) || !Object.keys(condition).some((key) => key.startsWith('$'))) return condition;
  return condition['$eq'];
}
