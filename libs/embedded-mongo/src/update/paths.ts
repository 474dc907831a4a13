import { isDoc, type Doc } from '../bson/codec';
import { MongoError } from '../errors';

/** Where an operator acts: the document or array that holds the field, and the field's name or position. */
export interface Place {
  holder: Doc | unknown[];
  key: string;
  path: string;
}

const POSITION = /^(0|[1-9]\d*)$/;
const MOST_PADDING = 1_500_000;

/** The value at a place, or undefined. */
export function valueOf(place: Place): unknown {
  if (Array.isArray(place.holder)) return POSITION.test(place.key) ? (place.holder[Number(place.key)] as unknown) : undefined;
  return Object.hasOwn(place.holder, place.key) ? place.holder[place.key] : undefined;
}

/** Writes a value; an array is filled up with null as MongoDB does. */
export function setValue(place: Place, value: unknown): void {
  if (!Array.isArray(place.holder)) {
    define(place.holder, place.key, value);
    return;
  }
  const at = Number(place.key);
  if (at - place.holder.length > MOST_PADDING) throw new MongoError(2, `can't backfill more than ${MOST_PADDING} elements`);
  while (place.holder.length < at) place.holder.push(null);
  place.holder[at] = value;
}

/** A field may be called `__proto__`: it is data, never the prototype. */
function define(holder: Doc, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  else holder[key] = value;
}

/** Finds the place of a path without making anything; undefined when the way there does not exist. */
export function findPlace(doc: Doc, path: readonly string[]): Place | undefined {
  let holder: unknown = doc;
  for (const part of path.slice(0, -1)) holder = child(holder, part);
  const key = path[path.length - 1] ?? '';
  if (!isDoc(holder) && !Array.isArray(holder)) return undefined;
  return { holder: holder as Doc | unknown[], key, path: path.join('.') };
}

/**
 * Finds the place of a path and makes missing documents on the way.
 * @throws MongoError 28 when a scalar or an array stands in the way
 */
export function makePlace(doc: Doc, path: readonly string[]): Place {
  let holder: Doc | unknown[] = doc;
  for (const [i, part] of path.entries()) {
    if (Array.isArray(holder) && !POSITION.test(part)) throw blocked(part, path.slice(0, i));
    const place: Place = { holder, key: part, path: path.slice(0, i + 1).join('.') };
    if (i === path.length - 1) return { ...place, path: path.join('.') };
    const next = valueOf(place);
    if (next === undefined) setValue(place, {});
    else if (!isDoc(next) && !Array.isArray(next)) throw blocked(path[i + 1] ?? '', path.slice(0, i + 1));
    holder = valueOf(place) as Doc | unknown[];
  }
  throw new MongoError(28, 'An empty update path is not valid.');
}

function blocked(part: string, before: readonly string[]): MongoError {
  return new MongoError(28, `Cannot create field '${part}' in element '${before.join('.')}'`);
}

function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return POSITION.test(part) ? (value[Number(part)] as unknown) : undefined;
  return isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

/** The value at a concrete path. */
export function at(doc: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(child, doc);
}
