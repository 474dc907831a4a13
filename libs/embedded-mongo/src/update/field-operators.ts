import { Timestamp } from 'bson';
import { isDoc, type Doc } from '../bson/codec';
import { compareValues } from '../bson/keys';
import { MongoError } from '../errors';
import { add, bitwise, multiply, requireNumber } from './arithmetic';
import { findPlace, makePlace, setValue, valueOf, type Place } from './paths';

/** One operator on one plain path of a typed document. */
export type UpdateOperator = (doc: Doc, path: readonly string[], operand: unknown, now: Date) => void;

type NewValue = (old: unknown, operand: unknown, path: string) => unknown;

/** An operator that writes a new value and makes the way there. */
const assigning =
  (newValue: NewValue): UpdateOperator =>
  (doc, path, operand) => {
    const place = makePlace(doc, path);
    const value = newValue(valueOf(place), operand, place.path);
    if (value !== undefined) setValue(place, value);
  };

const inc: NewValue = (old, operand, path) => {
  requireNumber('$inc', operand, path);
  if (old === undefined) return operand;
  requireNumber('$inc', old, path);
  return add(old, operand);
};

const mul: NewValue = (old, operand, path) => {
  requireNumber('$mul', operand, path);
  if (old !== undefined) requireNumber('$mul', old, path);
  return old === undefined ? multiply(operand, 0) : multiply(old, operand);
};

const bit: NewValue = (old, operand, path) => {
  const [entry, ...more] = isDoc(operand) ? Object.entries(operand) : [];
  if (!entry || more.length > 0) throw new MongoError(2, `The $bit modifier needs one of 'and', 'or', 'xor' for '${path}'`);
  requireNumber('$bit', entry[1], path);
  if (old !== undefined) requireNumber('$bit', old, path);
  return bitwise(entry[0], old ?? 0, entry[1]);
};

const currentDate: UpdateOperator = (doc, path, operand, now) => {
  const type = isDoc(operand) ? operand['$type'] : 'date';
  if ((operand !== true && operand !== false && !isDoc(operand)) || (type !== 'date' && type !== 'timestamp'))
    throw new MongoError(2, "The '$type' string field is required to be 'date' or 'timestamp'");
  setValue(makePlace(doc, path), type === 'date' ? now : Timestamp.fromBits(1, Math.floor(now.getTime() / 1000)));
};

const unset: UpdateOperator = (doc, path) => {
  const place = findPlace(doc, path);
  if (place) removeAt(place);
};

function removeAt(place: Place): void {
  if (!Array.isArray(place.holder)) delete place.holder[place.key];
  else if (valueOf(place) !== undefined) place.holder[Number(place.key)] = null;
}

const rename: UpdateOperator = (doc, path, operand) => {
  if (typeof operand !== 'string') throw new MongoError(2, `The 'to' field for $rename must be a string: ${path.join('.')}`);
  const from = findPlace(doc, path);
  if (!from || valueOf(from) === undefined) return;
  if (Array.isArray(from.holder)) throw new MongoError(2, `The source field cannot be an array element, '${from.path}'`);
  const value = valueOf(from);
  removeAt(from);
  const to = makePlace(doc, operand.split('.'));
  if (Array.isArray(to.holder)) throw new MongoError(2, `The destination field cannot be an array element, '${operand}'`);
  setValue(to, value);
};

/** MongoDB's update operators on single fields. */
export const FIELD_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $set: assigning((_, operand) => operand),
  $setOnInsert: assigning((_, operand) => operand),
  $unset: unset,
  $inc: assigning(inc),
  $mul: assigning(mul),
  $min: assigning((old, operand) => (old === undefined || compareValues(operand, old) < 0 ? operand : undefined)),
  $max: assigning((old, operand) => (old === undefined || compareValues(operand, old) > 0 ? operand : undefined)),
  $bit: assigning(bit),
  $currentDate: currentDate,
  $rename: rename,
};
