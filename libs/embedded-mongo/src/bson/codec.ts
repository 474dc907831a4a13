import { deserialize, serialize } from 'bson';

/** A document as plain JavaScript. */
export type Doc = Record<string, unknown>;

const NATIVE = { promoteBuffers: false } as const;
const TYPED = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

/** Bytes → document with native numbers: what queries and aggregations read. */
export function readNative(bytes: Uint8Array): Doc {
  return deserialize(bytes, NATIVE);
}

/** Bytes → document that still knows Int32 from Double and Long: what updates and projections must carry through unchanged. */
export function readTyped(bytes: Uint8Array): Doc {
  return deserialize(bytes, TYPED);
}

/** Document → bytes; absent (`undefined`) fields are left out, not written as null. */
export function write(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** True for a plain object: a sub-document, not an array, date or BSON value. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

/** The BSON class of a value (`'Int32'`, `'ObjectId'` …), or undefined for plain JavaScript. */
export function bsonType(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const type = (value as { _bsontype?: unknown })._bsontype;
  return typeof type === 'string' ? type : undefined;
}

const NUMERIC = new Set(['Int32', 'Double', 'Long', 'Decimal128']);

/** True for any of MongoDB's four kinds of number. */
export function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || NUMERIC.has(bsonType(value) ?? '');
}

/** A command's number (`5`, `Int32(5)`, `Long(5)`) as a JavaScript number; `undefined` stays `undefined`. */
export function asNumber(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  return isNumeric(value) ? Number(String(value)) : Number.NaN;
}
