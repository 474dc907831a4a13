import type { Decimal128, Long } from 'bson';
import { bsonType } from './codec';
import type { KeyWriter } from './key-writer';

/*
 * All four kinds of number share one order. A key is the nearest double plus, where the double is not exact,
 * what is left over: 01 for nothing, 00 or 02 and the digits of the rest below or above it.
 */
const EXACT = 0x01;
const BELOW = 0x00;
const ABOVE = 0x02;

interface Ratio {
  /** value = digits × 10^exponent */
  digits: bigint;
  exponent: number;
}

/** Writes any number so that bytes compare as MongoDB compares numbers (NaN lowest, −0 = 0, int, long, double and decimal alike). */
export function writeNumber(out: KeyWriter, value: unknown): void {
  if (typeof value === 'number') return writeDouble(out, value);
  const type = bsonType(value);
  if (type === 'Decimal128') return writeDecimal(out, value as Decimal128);
  if (type === 'Long' || typeof value === 'bigint') {
    const whole = typeof value === 'bigint' ? value : (value as Long).toBigInt();
    return writeExact(out, Number(whole), { digits: whole, exponent: 0 });
  }
  writeDouble(out, Number((value as { value: number }).value));
}

function writeDouble(out: KeyWriter, value: number): void {
  if (Number.isNaN(value)) {
    out.uint64(0n);
    return out.byte(EXACT);
  }
  out.double(value);
  out.byte(EXACT);
}

function writeDecimal(out: KeyWriter, value: Decimal128): void {
  const text = value.toString();
  const parsed = /^(-?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i.exec(text);
  if (!parsed) return writeDouble(out, text === 'NaN' ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity);
  const [, sign, whole = '', fraction = '', power = '0'] = parsed;
  const digits = BigInt(whole + fraction || '0') * (sign ? -1n : 1n);
  writeExact(out, clamp(Number(text)), { digits, exponent: Number(power) - fraction.length });
}

const clamp = (nearest: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, nearest));

function writeExact(out: KeyWriter, nearest: number, exact: Ratio): void {
  out.double(nearest);
  if (Number.isSafeInteger(nearest) && exact.exponent === 0 && exact.digits === BigInt(nearest)) return out.byte(EXACT);
  const rest = minus(exact, ratioOf(nearest));
  if (rest.digits === 0n) return out.byte(EXACT);
  out.byte(rest.digits < 0n ? BELOW : ABOVE);
  writeRest(out, rest);
}

/** The remainder: power of ten of its first digit, then its digits; upside down when it is negative. */
function writeRest(out: KeyWriter, rest: Ratio): void {
  const at = out.length;
  const digits = (rest.digits < 0n ? -rest.digits : rest.digits).toString().replace(/0+$/, '');
  const trailing = (rest.digits < 0n ? -rest.digits : rest.digits).toString().length - digits.length;
  out.uint32(rest.exponent + trailing + digits.length + 0x8000);
  for (const digit of digits) out.byte(Number(digit) + 1);
  out.byte(0);
  if (rest.digits < 0n) out.invertFrom(at);
}

/** A finite double as an exact decimal: m × 2^k, and 2^−k = 5^k × 10^−k. */
function ratioOf(value: number): Ratio {
  if (Number.isInteger(value)) return { digits: BigInt(value), exponent: 0 };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (power === 0 ? 0n : 1n << 52n);
  const k = 1075 - Math.max(power, 1);
  return { digits: mantissa * 5n ** BigInt(k) * (bits >> 63n ? -1n : 1n), exponent: -k };
}

function minus(a: Ratio, b: Ratio): Ratio {
  const exponent = Math.min(a.exponent, b.exponent);
  const scale = (r: Ratio): bigint => r.digits * 10n ** BigInt(r.exponent - exponent);
  return { digits: scale(a) - scale(b), exponent };
}
