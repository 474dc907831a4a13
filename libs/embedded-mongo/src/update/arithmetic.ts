import { Double, Int32, Long } from 'bson';
import { bsonType, isNumeric } from '../bson/codec';
import { MongoError, notSupported } from '../errors';

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

type Kind = 'Int32' | 'Long' | 'Double';

/** Adds two typed numbers with MongoDB's result type: int + int = int (or long), long beats int, double beats all. */
export const add = (a: unknown, b: unknown): unknown => combine(a, b, { whole: (x, y) => x + y, real: (x, y) => x + y });

/** Multiplies two typed numbers, with the same rule for the result's type. */
export const multiply = (a: unknown, b: unknown): unknown => combine(a, b, { whole: (x, y) => x * y, real: (x, y) => x * y });

/** Bitwise and/or/xor of two whole numbers. @throws MongoError 2 for other types */
export function bitwise(operator: string, a: unknown, b: unknown): unknown {
  const apply = BITS[operator];
  if (!apply) throw new MongoError(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${operator}'`);
  if (kindOf(a) === 'Double' || kindOf(b) === 'Double') throw new MongoError(2, 'Cannot apply $bit to a value of non-integral type');
  return combine(a, b, { whole: apply, real: (x) => x });
}

const BITS: Readonly<Record<string, (x: bigint, y: bigint) => bigint>> = {
  and: (x, y) => x & y,
  or: (x, y) => x | y,
  xor: (x, y) => x ^ y,
};

interface Operation {
  whole(x: bigint, y: bigint): bigint;
  real(x: number, y: number): number;
}

function combine(a: unknown, b: unknown, operation: Operation): unknown {
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds.includes('Double')) return new Double(operation.real(Number(String(a)), Number(String(b))));
  const result = operation.whole(BigInt(String(a)), BigInt(String(b)));
  if (!kinds.includes('Long') && result >= -2147483648n && result <= 2147483647n) return new Int32(Number(result));
  if (result < LOWEST || result > HIGHEST)
    throw new MongoError(2, `Failed to apply the operation: ${String(a)} and ${String(b)} leave the range of a 64-bit integer`);
  return Long.fromBigInt(result);
}

function kindOf(value: unknown): Kind {
  const type = bsonType(value);
  if (type === 'Decimal128') throw notSupported('Arithmetic on Decimal128 is');
  if (type === 'Int32' || type === 'Long' || type === 'Double') return type;
  if (typeof value === 'number') return Number.isInteger(value) ? 'Int32' : 'Double';
  throw new MongoError(14, `Cannot compute with a value that is not a number`);
}

/** @throws MongoError 14 when an operand is not a number */
export function requireNumber(operator: string, value: unknown, path: string): void {
  if (!isNumeric(value)) throw new MongoError(14, `Cannot apply ${operator} to a non-numeric value: field '${path}'`);
}
