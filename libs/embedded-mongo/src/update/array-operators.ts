import { asNumber, isDoc, type Doc } from '../bson/codec';
import { compareValues, sameValue } from '../bson/keys';
import { MongoError } from '../errors';
import { compileFilter } from '../query/filter';
import { asPattern } from '../query/operators';
import { parseSort, sortBy } from '../query/sort';
import type { UpdateOperator } from './field-operators';
import { findPlace, makePlace, setValue, valueOf } from './paths';

/** Replaces an array; `absent` says what a missing field counts as. */
const onArray =
  (change: (list: unknown[], operand: unknown) => unknown[], absent: 'make' | 'leave', notArray: 2 | 14 = 2): UpdateOperator =>
  (doc, path, operand) => {
    const place = absent === 'make' ? makePlace(doc, path) : findPlace(doc, path);
    const old = place && valueOf(place);
    if (!place || (old === undefined && absent === 'leave')) return;
    if (old !== undefined && !Array.isArray(old)) throw new MongoError(notArray, `The field '${place.path}' must be an array`);
    setValue(place, change((old as unknown[] | undefined) ?? [], operand));
  };

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

function push(list: unknown[], operand: unknown): unknown[] {
  if (!isDoc(operand) || !('$each' in operand)) return [...list, operand];
  const unknown = Object.keys(operand).find((key) => !MODIFIERS.has(key));
  if (unknown) throw new MongoError(2, `Unrecognized clause in $push: ${unknown}`);
  const position = whole('$position', operand['$position']);
  const at = position === undefined ? list.length : position < 0 ? Math.max(0, list.length + position) : position;
  const joined = [...list.slice(0, at), ...each('$push', operand), ...list.slice(at)];
  const sorted = operand['$sort'] === undefined ? joined : sortElements(joined, operand['$sort']);
  const slice = whole('$slice', operand['$slice']);
  if (slice === undefined) return sorted;
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
}

function whole(name: string, value: unknown): number | undefined {
  const n = asNumber(value);
  if (n !== undefined && !Number.isInteger(n)) throw new MongoError(2, `The value for ${name} must be an integer value`);
  return n;
}

function each(operator: string, operand: Doc): unknown[] {
  const list = operand['$each'];
  if (!Array.isArray(list)) throw new MongoError(2, `The argument to $each in ${operator} must be an array`);
  return list as unknown[];
}

function sortElements(list: unknown[], by: unknown): unknown[] {
  const sort = isDoc(by) ? parseSort(by) : undefined;
  if (sort) return sortBy(list, (item) => (isDoc(item) ? item : {}), sort);
  const direction = asNumber(by);
  if (direction !== 1 && direction !== -1) throw new MongoError(2, 'The $sort element value must be either 1 or -1');
  return [...list].sort((a, b) => direction * compareValues(a, b));
}

function addToSet(list: unknown[], operand: unknown): unknown[] {
  const values = isDoc(operand) && '$each' in operand ? each('$addToSet', operand) : [operand];
  const out = [...list];
  for (const value of values) if (!out.some((item) => sameValue(item, value))) out.push(value);
  return out;
}

function pull(list: unknown[], operand: unknown): unknown[] {
  if (!isDoc(operand)) {
    const pattern = asPattern(operand);
    return list.filter((item) => !(pattern ? typeof item === 'string' && pattern.test(item) : sameValue(item, operand)));
  }
  if (Object.keys(operand).some((key) => key.startsWith('$') && !['$and', '$or', '$nor'].includes(key))) {
    const filter = compileFilter({ item: operand });
    return list.filter((item) => !filter.test({ item }));
  }
  const filter = compileFilter(operand);
  return list.filter((item) => !isDoc(item) || !filter.test(item));
}

function pullAll(list: unknown[], operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new MongoError(2, '$pullAll requires an array argument');
  return list.filter((item) => !operand.some((value) => sameValue(item, value)));
}

function pop(list: unknown[], operand: unknown): unknown[] {
  const end = asNumber(operand);
  if (end !== 1 && end !== -1) throw new MongoError(9, `$pop expects 1 or -1, found: ${String(operand)}`);
  return end === 1 ? list.slice(0, -1) : list.slice(1);
}

/** MongoDB's update operators on arrays. */
export const ARRAY_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $push: onArray(push, 'make'),
  $addToSet: onArray(addToSet, 'make'),
  $pull: onArray(pull, 'leave'),
  $pullAll: onArray(pullAll, 'leave'),
  $pop: onArray(pop, 'leave', 14),
};
