import { isDoc, type Doc } from '../bson/codec';
import { compoundKey } from '../bson/keys';
import { MongoError } from '../errors';

/** The keys one document has in one index, and whether an array made several of them. */
export interface DocumentKeys {
  keys: Buffer[];
  /** the values behind each key, for the text of a duplicate-key error */
  values: unknown[][];
  multikey: boolean;
  /** no indexed field is there at all: a sparse index leaves the document out */
  absent: boolean;
}

interface Walk {
  value: unknown;
  /** set when the walk ran into an array: the array and what of the path is left behind it */
  array?: { items: unknown[]; at: string; rest: string[] };
}

/** Follows a path until its end or until an array that stands for several values. */
function walk(doc: unknown, path: readonly string[]): Walk {
  let value = doc;
  for (let i = 0; i < path.length; i++) {
    const part = path[i] ?? '';
    if (Array.isArray(value)) {
      if (/^\d+$/.test(part)) value = value[Number(part)] as unknown;
      else return { value, array: { items: value, at: path.slice(0, i).join('.'), rest: path.slice(i) } };
    } else if (isDoc(value)) value = value[part];
    else return { value: undefined };
  }
  return Array.isArray(value) ? { value, array: { items: value, at: path.join('.'), rest: [] } } : { value };
}

/**
 * Keys of a document in an index, as MongoDB makes them: one for each element of the one array among the fields;
 * an empty array counts as undefined (below null), an absent field as null.
 * @throws MongoError 171 when two fields hold arrays side by side
 */
export function documentKeys(doc: Doc, fields: readonly string[], directions: readonly (1 | -1)[]): DocumentKeys {
  const paths = fields.map((field) => field.split('.'));
  const found: Found = { out: [], multikey: false, absent: true };
  expand(
    fields.map(() => doc),
    paths,
    found,
  );
  const keys = new Map<string, { key: Buffer; values: unknown[] }>();
  for (const values of found.out) {
    const key = compoundKey(values, directions);
    keys.set(key.toString('latin1'), { key, values });
  }
  const distinct = [...keys.values()];
  return { keys: distinct.map((k) => k.key), values: distinct.map((k) => k.values), multikey: found.multikey, absent: found.absent };
}

interface Found {
  out: unknown[][];
  multikey: boolean;
  absent: boolean;
}

/** `from` holds one value per field; a field without a path left is done. */
function expand(from: unknown[], paths: (string[] | undefined)[], found: Found): void {
  const walks = from.map((value, i): Walk => (paths[i] ? walk(value, paths[i] ?? []) : { value }));
  const arrays = walks.flatMap((w) => (w.array ? [w.array] : []));
  const first = arrays[0];
  if (!first) {
    if (walks.some((w) => w.value !== undefined)) found.absent = false;
    found.out.push(walks.map((w) => (w.value === undefined ? null : w.value)));
    return;
  }
  if (arrays.some((a) => a.items !== first.items))
    throw new MongoError(171, `cannot index parallel arrays [${arrays.map((a) => a.at || '?').join('] [')}]`);
  found.multikey = true;
  if (first.items.length === 0) {
    found.absent = false;
    found.out.push(walks.map((w) => (w.array?.rest.length === 0 ? undefined : w.array ? null : (w.value ?? null))));
    return;
  }
  const rest = walks.map((w) => (w.array && w.array.rest.length > 0 ? w.array.rest : undefined));
  for (const item of first.items) {
    const values = walks.map((w) => (w.array ? item : w.value));
    expand(values, rest, found);
  }
}
