import { isDoc, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { compileFilter, type Filter } from '../query/filter';
import { at } from './paths';

/** What turns `a.$.b`, `a.$[].b` and `a.$[x].b` into plain paths. */
export interface Positions {
  filter: Doc;
  arrayFilters: ReadonlyMap<string, Filter>;
}

/**
 * Reads `arrayFilters`: one filter for each identifier.
 * @throws MongoError 9 when an identifier is missing, twice there or of a wrong form
 */
export function parseArrayFilters(input: unknown): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const filter of Array.isArray(input) ? (input as unknown[]) : []) {
    const id = isDoc(filter) ? identifierOf(filter) : undefined;
    if (!id || !/^[a-z][a-zA-Z0-9]*$/.test(id))
      throw new MongoError(9, 'Error parsing array filter: an identifier beginning with a lowercase letter is needed');
    if (filters.has(id)) throw new MongoError(9, `Found multiple array filters with the same top-level field name ${id}`);
    filters.set(id, compileFilter(filter));
  }
  return filters;
}

function identifierOf(filter: Doc): string | undefined {
  for (const [field, condition] of Object.entries(filter)) {
    if (!field.startsWith('$')) return field.split('.', 1)[0];
    if (Array.isArray(condition) && isDoc(condition[0])) return identifierOf(condition[0]);
  }
  return undefined;
}

/** @throws MongoError 9 for an array filter that no path uses */
export function checkAllUsed(filters: ReadonlyMap<string, Filter>, paths: readonly string[]): void {
  for (const id of filters.keys())
    if (!paths.some((path) => path.split('.').includes(`$[${id}]`)))
      throw new MongoError(9, `The array filter for identifier '${id}' was not used in the update { $set }`);
}

/**
 * All plain paths an update path stands for in this document.
 * @throws MongoError 2 when a position was not found or an array is missing
 */
export function plainPaths(doc: Doc, path: readonly string[], positions: Positions): string[][] {
  const i = path.findIndex((part) => part.startsWith('$'));
  if (i < 0) return [[...path]];
  const before = path.slice(0, i);
  const list = at(doc, before);
  const chosen = positionsOf(list, { before: before.join('.'), part: path[i] ?? '' }, positions);
  return chosen.flatMap((n) => plainPaths(doc, [...before, String(n), ...path.slice(i + 1)], positions));
}

function positionsOf(list: unknown, where: { before: string; part: string }, positions: Positions): number[] {
  if (where.part === '$') return [matchedPosition(list, where.before, positions.filter)];
  const id = /^\$\[(.*)\]$/.exec(where.part)?.[1];
  if (id === undefined) throw new MongoError(52, `The dollar ($) prefixed field '${where.part}' is not valid for storage.`);
  const filter = positions.arrayFilters.get(id);
  if (id !== '' && !filter) throw new MongoError(2, `No array filter found for identifier '${id}' in path '${where.before}.${where.part}'`);
  if (!Array.isArray(list))
    throw new MongoError(2, `The path '${where.before}' must exist in the document in order to apply array updates.`);
  return list.flatMap((item, n) => (!filter || filter.test({ [id]: item as unknown }) ? [n] : []));
}

function matchedPosition(list: unknown, before: string, filter: Doc): number {
  const test = elementTest(before, filter);
  const found = Array.isArray(list) && test ? list.findIndex((item) => test(item)) : -1;
  if (found < 0) throw new MongoError(2, 'The positional operator did not find the match needed from the query.');
  return found;
}

/** The condition of the filter that speaks about elements of this array, as a test of one element. */
function elementTest(array: string, filter: Doc): ((item: unknown) => boolean) | undefined {
  for (const [field, condition] of Object.entries(filter)) {
    const test = field === '$and' && Array.isArray(condition) ? inParts(array, condition) : testOf(array, field, condition);
    if (test) return test;
  }
  return undefined;
}

function inParts(array: string, parts: unknown[]): ((item: unknown) => boolean) | undefined {
  for (const part of parts) {
    const test = isDoc(part) ? elementTest(array, part) : undefined;
    if (test) return test;
  }
  return undefined;
}

function testOf(array: string, field: string, condition: unknown): ((item: unknown) => boolean) | undefined {
  if (field.startsWith(`${array}.`)) {
    const inner = compileFilter({ [field.slice(array.length + 1)]: condition });
    return (item) => isDoc(item) && inner.test(item);
  }
  if (field !== array) return undefined;
  const whole = isDoc(condition) && '$elemMatch' in condition ? compileFilter({ item: condition }) : undefined;
  if (whole) return (item) => whole.test({ item: [item] });
  const one = compileFilter({ item: condition });
  return (item) => one.test({ item });
}
