import type { BSONRegExp } from 'bson';
import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { bsonType, isDoc, isNumeric, type Doc } from '../bson/codec';
import { compareValues, rankOf, RANK } from '../bson/keys';
import { MongoError } from '../errors';
import { typeTest } from './type-names';
import { valuesAt } from './paths';

/** A query operator in mingo's form: compiled once, asked for each document. */
export type Operator = (path: string, operand: unknown, options?: unknown) => (doc: unknown) => boolean;

const some =
  (make: (operand: unknown) => (value: unknown) => boolean): Operator =>
  (path, operand) => {
    const test = make(operand);
    return (doc) => valuesAt(doc, path).some(test);
  };

const not =
  (operator: Operator): Operator =>
  (path, operand) => {
    const test = operator(path, operand);
    return (doc) => !test(doc);
  };

const isNaNumber = (value: unknown): boolean => isNumeric(value) && Number.isNaN(Number(String(value)));

/** A pattern as JavaScript's RegExp, also when it was read with its BSON type. */
export function asPattern(value: unknown): RegExp | undefined {
  if (value instanceof RegExp) return value;
  if (bsonType(value) !== 'BSONRegExp') return undefined;
  const { pattern: source, options } = value as BSONRegExp;
  return new RegExp(source, options.replace(/[^imsu]/g, ''));
}

const equals = (operand: unknown) => {
  if (operand === null || operand === undefined) return (value: unknown) => value === null || value === undefined;
  const regex = asPattern(operand);
  if (regex) return (value: unknown) => matchesRegex(regex, value);
  return (value: unknown) => value !== undefined && compareValues(value, operand) === 0;
};

/** Compares within the operand's type only, as MongoDB does; null stands for absent too. */
const ordered = (holds: (order: number) => boolean) => (operand: unknown) => {
  if (operand === null) return (value: unknown) => (value === null || value === undefined) && holds(0);
  if (isNaNumber(operand)) return (value: unknown) => isNaNumber(value) && holds(0);
  const rank = rankOf(operand);
  const anyType = rank === RANK.minKey || rank === RANK.maxKey;
  return (value: unknown) => value !== undefined && (anyType || rankOf(value) === rank) && holds(compareValues(value, operand));
};

function matchesRegex(pattern: RegExp, value: unknown): boolean {
  const other = asPattern(value);
  if (other) return other.source === pattern.source && other.flags === pattern.flags;
  pattern.lastIndex = 0;
  return typeof value === 'string' && pattern.test(value);
}

function list(name: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw new MongoError(2, `${name} needs an array`);
  return operand as unknown[];
}

const oneOf = (operand: unknown) => {
  const tests = list('$in', operand).map(equals);
  return (value: unknown) => tests.some((test) => test(value));
};

function remainder(operand: unknown): (value: unknown) => boolean {
  const [divisor, rest] = list('$mod', operand).map((n) => Math.trunc(Number(String(n))));
  if (divisor === undefined || rest === undefined) throw new MongoError(2, 'malformed mod, not enough elements');
  if (divisor === 0) throw new MongoError(2, 'divisor cannot be 0');
  return (value) => isNumeric(value) && Math.trunc(Number(String(value))) % divisor === rest;
}

function pattern(operand: unknown): (value: unknown) => boolean {
  const regex = asPattern(operand);
  if (!regex) throw new MongoError(2, '$regex has to be a string');
  return (value) => matchesRegex(regex, value);
}

const sized: Operator = (path, operand) => {
  const size = Number(String(operand));
  if (!isNumeric(operand) || !Number.isInteger(size) || size < 0) throw new MongoError(2, '$size must be a whole number');
  const wanted = (value: unknown): boolean => Array.isArray(value) && value.length === size;
  // Only the array at the end of the path counts, not arrays inside it.
  return (doc) => {
    const values = valuesAt(doc, path);
    return values.some((value, i) => wanted(value) && !isElement(values, i));
  };
};

/** `valuesAt` lists an array's elements just before the array itself. */
function isElement(values: unknown[], at: number): boolean {
  const value = values[at];
  return values.some(
    (outer, i) => i > at && Array.isArray(outer) && outer !== value && i - at <= outer.length && outer[outer.length - (i - at)] === value,
  );
}

const exists: Operator = (path, operand) => {
  const wanted = operand !== false && operand !== 0 && operand !== null && String(operand) !== '0';
  return (doc) => valuesAt(doc, path).some((value) => value !== undefined) === wanted;
};

const typed: Operator = (path, operand) => {
  const tests = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map((name) =>
    typeTest(bsonType(name) ? Number(String(name)) : name),
  );
  return (doc) => valuesAt(doc, path).some((value) => value !== undefined && tests.some((test) => test(value)));
};

/** Every one of the values, each met by equality or `$elemMatch`; a single value counts like a list of one. */
const all: Operator = (path, operand, options) => {
  const tests = list('$all', operand).map((item) => {
    if (!isDoc(item) || !('$elemMatch' in item)) return some(equals)(path, item);
    const query = new Query({ [path]: item }, options as Partial<Options>);
    return (doc: unknown) => query.test(doc as Doc);
  });
  return (doc) => tests.length > 0 && tests.every((test) => test(doc));
};

/** The operators whose answer hangs on BSON types, order and arrays; logic and the rest stay with mingo. */
export const OPERATORS: Readonly<Record<`$${string}`, Operator>> = {
  $eq: some(equals),
  $ne: not(some(equals)),
  $in: some(oneOf),
  $nin: not(some(oneOf)),
  $gt: some(ordered((order) => order > 0)),
  $gte: some(ordered((order) => order >= 0)),
  $lt: some(ordered((order) => order < 0)),
  $lte: some(ordered((order) => order <= 0)),
  $mod: some(remainder),
  $regex: some(pattern),
  $all: all,
  $size: sized,
  $exists: exists,
  $type: typed,
};
