import { bsonType, isDoc, isNumeric } from '../bson/codec';
import { MongoError } from '../errors';

type Test = (value: unknown) => boolean;

const is =
  (...names: string[]): Test =>
  (value) =>
    names.includes(bsonType(value) ?? '');

/** Documents are read with their BSON types when a filter asks for a kind of number, so a bare number never gets here. */
const TESTS: Readonly<Record<string, Test>> = {
  double: is('Double'),
  string: (value) => typeof value === 'string',
  object: (value) => isDoc(value) || bsonType(value) === 'DBRef',
  array: Array.isArray,
  binData: (value) => bsonType(value) === 'Binary' || value instanceof Uint8Array,
  objectId: is('ObjectId'),
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof RegExp || bsonType(value) === 'BSONRegExp',
  javascript: is('Code'),
  symbol: is('BSONSymbol'),
  int: is('Int32'),
  timestamp: is('Timestamp'),
  long: is('Long'),
  decimal: is('Decimal128'),
  minKey: is('MinKey'),
  maxKey: is('MaxKey'),
  undefined: () => false,
  number: isNumeric,
};

const BY_NUMBER: Readonly<Record<number, string>> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
};

/** The name MongoDB gives to a type, from a name or a number. */
function typeName(type: unknown): string {
  const name = typeof type === 'number' ? BY_NUMBER[type] : type;
  if (typeof name !== 'string' || !TESTS[name]) throw new MongoError(2, `Unknown type name alias: ${String(type)}`);
  return name;
}

/** A test for one BSON type. @throws MongoError 2 for an unknown name */
export function typeTest(type: unknown): Test {
  return TESTS[typeName(type)] as Test;
}
