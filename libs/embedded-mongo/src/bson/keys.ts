import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { bsonType, isDoc, type Doc } from './codec';
import { KeyWriter } from './key-writer';
import { writeNumber } from './number-key';

/*
 * Values as bytes whose plain order is MongoDB's order of types and values. Used for index keys, for sorting and
 * for comparing, so that the three can never disagree. No key is the beginning of another, so keys can be joined.
 */
export const RANK = {
  minKey: 0x01,
  undefined: 0x02,
  null: 0x05,
  number: 0x0a,
  string: 0x0f,
  object: 0x14,
  array: 0x19,
  binData: 0x1e,
  objectId: 0x23,
  bool: 0x28,
  date: 0x2d,
  timestamp: 0x2f,
  regex: 0x32,
  dbRef: 0x37,
  code: 0x3c,
  codeWithScope: 0x41,
  maxKey: 0x7f,
} as const;

const BSON_RANKS: Readonly<Record<string, number>> = {
  Int32: RANK.number,
  Double: RANK.number,
  Long: RANK.number,
  Decimal128: RANK.number,
  BSONSymbol: RANK.string,
  Binary: RANK.binData,
  ObjectId: RANK.objectId,
  Timestamp: RANK.timestamp,
  BSONRegExp: RANK.regex,
  DBRef: RANK.object,
  Code: RANK.code,
  MinKey: RANK.minKey,
  MaxKey: RANK.maxKey,
};

const PLAIN_RANKS: Readonly<Record<string, number>> = {
  undefined: RANK.undefined,
  number: RANK.number,
  bigint: RANK.number,
  string: RANK.string,
  boolean: RANK.bool,
};

/** MongoDB's rank of a value's type: null before numbers before strings before objects … */
export function rankOf(value: unknown): number {
  const plain = PLAIN_RANKS[typeof value];
  if (plain !== undefined) return plain;
  if (value === null) return RANK.null;
  const known = BSON_RANKS[bsonType(value) ?? ''];
  if (known !== undefined) return known;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof RegExp) return RANK.regex;
  return value instanceof Uint8Array ? RANK.binData : RANK.object;
}

type Writer = (out: KeyWriter, value: never) => void;

const WRITERS: Readonly<Record<number, Writer>> = {
  [RANK.number]: writeNumber as Writer,
  [RANK.string]: (out, value: string | { value: string }) => out.text(typeof value === 'string' ? value : value.value),
  [RANK.object]: writeObject,
  [RANK.array]: (out, value: unknown[]) => {
    for (const item of value) writeValue(out, item);
    out.byte(0);
  },
  [RANK.binData]: writeBinary,
  [RANK.objectId]: (out, value: ObjectId) => out.raw(value.id),
  [RANK.bool]: (out, value: boolean) => out.byte(value ? 1 : 0),
  [RANK.date]: (out, value: Date) => writeSigned(out, BigInt(Number.isNaN(+value) ? 0 : +value)),
  [RANK.timestamp]: (out, value: Timestamp) => out.uint64(value.toBigInt()),
  [RANK.regex]: (out, value: RegExp | BSONRegExp) => {
    out.text('source' in value ? value.source : value.pattern);
    out.text('flags' in value ? value.flags : value.options);
  },
  [RANK.code]: (out, value: Code) => out.text(value.code),
};

function writeObject(out: KeyWriter, value: Doc): void {
  const plain = isDoc(value) ? value : ((value as { toJSON?: () => Doc }).toJSON?.() ?? value);
  for (const [name, item] of Object.entries(plain)) {
    out.byte(rankOf(item));
    out.text(name);
    writePayload(out, rankOf(item), item);
  }
  out.byte(0);
}

function writeBinary(out: KeyWriter, value: Binary | Uint8Array): void {
  const bytes = value instanceof Uint8Array ? value : value.buffer.subarray(0, value.position);
  out.uint32(bytes.length);
  out.byte(value instanceof Uint8Array ? 0 : value.sub_type);
  out.raw(bytes);
}

const writeSigned = (out: KeyWriter, value: bigint): void => out.uint64(BigInt.asUintN(64, value) ^ (1n << 63n));

function writePayload(out: KeyWriter, rank: number, value: unknown): void {
  WRITERS[rank]?.(out, value as never);
}

function writeValue(out: KeyWriter, value: unknown): void {
  const rank = rankOf(value);
  out.byte(rank);
  writePayload(out, rank, value);
}

const shared = new KeyWriter();

/** One value as bytes in MongoDB's order. */
export function keyOf(value: unknown): Buffer {
  shared.length = 0; // a value that could not be written may have left something behind
  writeValue(shared, value);
  return shared.take();
}

/** Several values as one key; a descending field (`-1`) is kept upside down. */
export function compoundKey(values: readonly unknown[], directions: readonly (1 | -1)[]): Buffer {
  shared.length = 0;
  values.forEach((value, i) => {
    const at = shared.length;
    writeValue(shared, value);
    if (directions[i] === -1) shared.invertFrom(at);
  });
  return shared.take();
}

/** Compares two values as MongoDB does, across types. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0;
  if (a === b) return 0;
  const ranks = rankOf(a) - rankOf(b);
  return ranks !== 0 ? ranks : Buffer.compare(keyOf(a), keyOf(b));
}

/** True when MongoDB takes two values for equal (1, Int32(1), Long(1) and Decimal128('1.0') are one value). */
export function sameValue(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}
