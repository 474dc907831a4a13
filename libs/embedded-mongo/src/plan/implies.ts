import { isDoc, type Doc } from '../bson/codec';
import { compareValues, rankOf, RANK, sameValue } from '../bson/keys';
import { typeTest } from '../query/type-names';
import type { Bounds } from './bounds';
import { boundsOf } from './bounds';

/** True when every document the query can find is in a partial index: each clause of the index follows from the query. */
export function impliesPartial(query: ReadonlyMap<string, Bounds>, partial: Doc): boolean {
  return Object.entries(partial).every(([field, condition]) => {
    if (field === '$and' && Array.isArray(condition)) return condition.every((part) => isDoc(part) && impliesPartial(query, part));
    if (field.startsWith('$')) return false;
    const known = query.get(field);
    return known !== undefined && impliesClause(known, condition, boundsOf({ [field]: condition }).get(field) ?? {});
  });
}

function impliesClause(known: Bounds, condition: unknown, needed: Bounds): boolean {
  if (!isDoc(condition) || !Object.keys(condition).some((k) => k.startsWith('$'))) return isOneOf(known, needed.points);
  return Object.keys(condition).every((operator) => CLAUSES[operator]?.(known, needed, condition[operator]) ?? false);
}

const CLAUSES: Readonly<Record<string, (known: Bounds, needed: Bounds, operand: unknown) => boolean>> = {
  $eq: (known, needed) => isOneOf(known, needed.points),
  $in: (known, needed) => isOneOf(known, needed.points),
  $exists: (known, _, operand) => operand === true && (known.exists === true || isBound(known) || known.types !== undefined),
  $gt: (known, _, operand) => isAtLeast(known, operand, (order) => order > 0),
  $gte: (known, _, operand) => isAtLeast(known, operand, (order) => order >= 0),
  $lt: (known, _, operand) => isAtMost(known, operand, (order) => order < 0),
  $lte: (known, _, operand) => isAtMost(known, operand, (order) => order <= 0),
  $type: (known, _, operand) => hasType(known, operand),
};

const isBound = (known: Bounds): boolean => known.points !== undefined || known.low !== undefined || known.high !== undefined;

function isOneOf(known: Bounds, wanted: unknown[] | undefined): boolean {
  return wanted !== undefined && known.points !== undefined && known.points.every((p) => wanted.some((w) => sameValue(p, w)));
}

/** A query's own `$gt x` may have been `$gte x` in the bounds, so a strict clause needs a bound strictly above it. */
function isAtLeast(known: Bounds, operand: unknown, holds: (order: number) => boolean): boolean {
  const values = known.points ?? (known.low === undefined ? [] : [known.low]);
  return values.length > 0 && values.every((v) => rankOf(v) === rankOf(operand) && holds(compareValues(v, operand)));
}

function isAtMost(known: Bounds, operand: unknown, holds: (order: number) => boolean): boolean {
  const values = known.points ?? (known.high === undefined ? [] : [known.high]);
  return values.length > 0 && values.every((v) => rankOf(v) === rankOf(operand) && holds(compareValues(v, operand)));
}

/** A bound of a type is a promise of that type; kinds of number cannot be told apart here, so only `number` counts. */
function hasType(known: Bounds, operand: unknown): boolean {
  if (Array.isArray(operand)) return operand.some((one) => hasType(known, one));
  if (known.types?.length === 1 && known.types[0] === operand) return true;
  const samples = known.points ?? [known.low ?? known.high].filter((v) => v !== undefined);
  return samples.length > 0 && samples.every((v) => rankOf(v) !== RANK.number || operand === 'number') && samples.every(typeTest(operand));
}
