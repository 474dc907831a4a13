import { describe, expect, it } from '@jest/globals';
import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { compareValues, compoundKey, keyOf, sameValue } from './keys';

const sign = (n: number): number => Math.sign(n) + 0;
const order = (a: unknown, b: unknown): number => sign(Buffer.compare(keyOf(a), keyOf(b)));

describe('keys sort as MongoDB sorts', () => {
  it('orders the types: MinKey, undefined, null, numbers, strings, objects, arrays, binary, ObjectId, bool, date, timestamp, regex, MaxKey', () => {
    const ladder = [
      new MinKey(),
      undefined,
      null,
      Number.NaN,
      -Infinity,
      Long.fromString('-9223372036854775808'),
      new Double(-2.5),
      -1,
      0,
      Decimal128.fromString('1E-6000'),
      5e-324,
      new Int32(1),
      1.5,
      Long.fromString('9007199254740993'),
      Long.fromString('9223372036854775807'),
      Decimal128.fromString('1E+400'),
      Infinity,
      '',
      'A',
      'a',
      'a\0',
      'a\0b',
      'ab',
      'é',
      {},
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: 'x' },
      [],
      [1],
      [1, 2],
      [2],
      new Binary(Buffer.from('b')),
      new Binary(Buffer.from('aa')),
      new ObjectId('000000000000000000000001'),
      new ObjectId('ffffffffffffffffffffffff'),
      false,
      true,
      new Date(-1),
      new Date(0),
      new Date(1),
      Timestamp.fromBits(1, 1),
      /a/,
      new MaxKey(),
    ];
    for (let i = 0; i < ladder.length; i++)
      for (let j = 0; j < ladder.length; j++) expect([i, j, order(ladder[i], ladder[j])]).toEqual([i, j, sign(i - j)]);
  });

  it('takes numbers of all kinds for the same when they are', () => {
    for (const one of [1, new Int32(1), new Double(1), Long.ONE, Decimal128.fromString('1.000')]) expect(sameValue(one, 1)).toBe(true);
    expect(sameValue(-0, 0)).toBe(true);
    expect(sameValue(Decimal128.fromString('0.1'), 0.1)).toBe(false); // the double is a little more
    expect(compareValues(Decimal128.fromString('0.1'), 0.1)).toBeLessThan(0);
  });

  it('orders longs exactly, also beyond 2^53', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt({ min: -3n, max: 3n }), (a, d) => {
        const b = a + d > 2n ** 63n - 1n || a + d < -(2n ** 63n) ? a : a + d;
        expect(order(Long.fromBigInt(a), Long.fromBigInt(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('orders doubles and their mixtures with decimals', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true }),
        fc.double({ noNaN: true }),
        (a, b) => void expect(order(a, b)).toBe(a < b ? -1 : a > b ? 1 : 0),
      ),
    );
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const decimal = (n: number): Decimal128 => Decimal128.fromString((n / 100).toFixed(2));
        expect(order(decimal(a), decimal(b))).toBe(sign(a - b));
      }),
    );
  });

  it('orders strings by their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(fc.property(text, text, (a, b) => void expect(order(a, b)).toBe(sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))));
  });

  it('orders compound keys field by field, also downwards', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.string({ maxLength: 2 }));
    fc.assert(
      fc.property(pair, pair, ([a1, a2], [b1, b2]) => {
        const key = (n: number, s: string): Buffer => compoundKey([n, s], [1, -1]);
        const expected = a1 !== b1 ? sign(a1 - b1) : -sign(Buffer.compare(Buffer.from(a2), Buffer.from(b2)));
        expect(sign(Buffer.compare(key(a1, a2), key(b1, b2)))).toBe(expected + 0);
      }),
    );
  });
});
