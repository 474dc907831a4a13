import { bsonType } from '../bson/codec';
import { MongoError } from '../errors';
import type { IndexSpec } from './spec';

/** MongoDB's E11000 with `keyPattern` and `keyValue`, which drivers and mongoose read. */
export function duplicateKey(ns: string, spec: Pick<IndexSpec, 'name' | 'key'>, values: readonly unknown[]): MongoError {
  const keyValue = Object.fromEntries(Object.keys(spec.key).map((field, i) => [field, values[i] ?? null]));
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${show(value)}`);
  const message = `E11000 duplicate key error collection: ${ns} index: ${spec.name} dup key: { ${shown.join(', ')} }`;
  return new MongoError(11000, message, { keyPattern: spec.key, keyValue });
}

function show(value: unknown): string {
  if (bsonType(value) === 'ObjectId') return `ObjectId('${String(value)}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return JSON.stringify(value) ?? 'null';
}
