import { asNumber, isDoc, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';

/** What the catalogue keeps about an index; the same words as MongoDB's `listIndexes`. */
export interface IndexSpec {
  name: string;
  key: Record<string, 1 | -1>;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'hidden',
]);
const SPECIAL = new Set(['2dsphere', '2d', 'text', 'hashed', 'geoHaystack', 'wildcard']);

/**
 * Checks one entry of `createIndexes`.
 * @throws MongoError 67, 115 or 197 for what is wrong or not done here
 */
export function parseIndexSpec(input: unknown): IndexSpec {
  if (!isDoc(input) || !isDoc(input['key'])) throw new MongoError(9, 'Each index needs a key document');
  for (const option of Object.keys(input)) checkOption(option, input[option]);
  const key = parseKey(input['key']);
  const spec: IndexSpec = { key, name: nameOf(input['name']) };
  if (input['unique'] === true) spec.unique = true;
  if (input['sparse'] === true) spec.sparse = true;
  if (isDoc(input['partialFilterExpression'])) spec.partialFilterExpression = checkPartial(input['partialFilterExpression']);
  if (input['expireAfterSeconds'] !== undefined) spec.expireAfterSeconds = expiry(input['expireAfterSeconds'], key);
  if (spec.sparse && spec.partialFilterExpression) throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  return spec;
}

function checkOption(option: string, value: unknown): void {
  if (option === 'collation' || option === 'wildcardProjection') throw notSupported(`Index option '${option}' is`);
  if (option === 'hidden' && value === true) throw notSupported('Hidden indexes are');
  if (!OPTIONS.has(option)) throw new MongoError(197, `The field '${option}' is not valid for an index specification.`);
}

const PARTIAL = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);

/** @throws MongoError 67 for a condition MongoDB does not take either */
function checkPartial(filter: Doc): Doc {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) condition.forEach((part) => isDoc(part) && checkPartial(part));
    else if (field.startsWith('$')) throw new MongoError(67, `unsupported expression in partial index: ${field}`);
    const operators = isDoc(condition) ? Object.entries(condition).filter(([name]) => name.startsWith('$')) : [];
    const bad = operators.find(([name, operand]) => !PARTIAL.has(name) || (name === '$exists' && operand !== true));
    if (bad) throw new MongoError(67, `unsupported expression in partial index: ${bad[0]}`);
  }
  return filter;
}

function parseKey(input: Doc): Record<string, 1 | -1> {
  const fields = Object.entries(input);
  if (fields.length === 0 || fields.length > 32) throw new MongoError(67, 'Index keys must have between 1 and 32 fields.');
  return Object.fromEntries(fields.map(([field, direction]) => [checkField(field), checkDirection(direction)]));
}

function checkField(field: string): string {
  if (field.includes('$**')) throw notSupported('Wildcard indexes are');
  if (field === '' || field.split('.').some((part) => part === '' || part.startsWith('$')))
    throw new MongoError(67, `Index key contains an illegal field name: '${field}'`);
  return field;
}

function checkDirection(direction: unknown): 1 | -1 {
  if (typeof direction === 'string' && SPECIAL.has(direction)) throw notSupported(`Indexes of type '${direction}' are`);
  const n = asNumber(direction);
  if (n === undefined || Number.isNaN(n) || n === 0)
    throw new MongoError(67, 'Values in v:2 index key pattern must be numbers other than 0.');
  return n > 0 ? 1 : -1;
}

function nameOf(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new MongoError(9, "The 'name' field is a required property of an index specification");
  return name;
}

/** Seconds of a TTL index, checked as MongoDB does. */
export function expiry(value: unknown, key: IndexSpec['key']): number {
  const seconds = asNumber(value) ?? Number.NaN;
  if (!(seconds >= 0 && seconds <= 2_147_483_647)) throw new MongoError(67, 'TTL index expireAfterSeconds must be within 0 and 2147483647');
  if (Object.keys(key).length > 1) throw new MongoError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  return seconds;
}
