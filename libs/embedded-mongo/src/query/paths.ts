import { isDoc } from '../bson/codec';

/**
 * Every value a dotted path stands for in a document, by MongoDB's rules: a path goes through arrays of documents,
 * a number may be a position, and an array at the end stands for its elements and for itself. `undefined` = absent.
 */
export function valuesAt(doc: unknown, path: string): unknown[] {
  const out: unknown[] = [];
  collect(doc, path.split('.'), 0, out);
  return out;
}

function collect(value: unknown, path: readonly string[], at: number, out: unknown[]): void {
  const part = path[at];
  if (part === undefined) {
    if (Array.isArray(value)) out.push(...(value as unknown[]));
    out.push(value);
  } else if (Array.isArray(value)) throughArray(value, path, at, out);
  else if (isDoc(value)) collect(Object.hasOwn(value, part) ? value[part] : undefined, path, at + 1, out);
  else out.push(undefined);
}

function throughArray(items: unknown[], path: readonly string[], at: number, out: unknown[]): void {
  const part = path[at] ?? '';
  if (/^\d+$/.test(part) && Number(part) < items.length) collect(items[Number(part)], path, at + 1, out);
  for (const item of items) if (isDoc(item)) collect(item, path, at, out);
}
