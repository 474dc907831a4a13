import { asNumber, isDoc, type Doc } from '../bson/codec';
import { documentKeys } from '../indexes/keys';
import { MongoError, notSupported } from '../errors';

/** A sort as fields and directions, in order. */
export interface Sort {
  fields: string[];
  directions: (1 | -1)[];
}

/** Reads a sort document. @throws MongoError 2 for a direction other than 1 and −1 */
export function parseSort(sort: unknown): Sort | undefined {
  if (sort === undefined || sort === null) return undefined;
  if (!isDoc(sort)) throw new MongoError(14, 'Expected field sort to be of type object');
  const entries = Object.entries(sort);
  if (entries.length === 0) return undefined;
  return { fields: entries.map(([field]) => field), directions: entries.map(([, direction]) => directionOf(direction)) };
}

function directionOf(direction: unknown): 1 | -1 {
  if (isDoc(direction)) throw notSupported('Sorting by $meta is');
  const n = asNumber(direction);
  if (n !== 1 && n !== -1) throw new MongoError(2, `Illegal key in $sort specification: ${String(direction)} must be 1 or -1`);
  return n;
}

/** The bytes a document is sorted by: the lowest of its keys, made exactly as an index would make them. */
export function sortKey(doc: Doc, sort: Sort): Buffer {
  const [first, ...others] = documentKeys(doc, sort.fields, sort.directions).keys;
  return others.reduce((lowest, key) => (Buffer.compare(key, lowest) < 0 ? key : lowest), first ?? Buffer.alloc(0));
}

/** Sorts anything that has a document, without changing the order of equals. */
export function sortBy<T>(items: T[], docOf: (item: T) => Doc, sort: Sort): T[] {
  const keyed = items.map((item) => ({ item, key: sortKey(docOf(item), sort) }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return keyed.map(({ item }) => item);
}
