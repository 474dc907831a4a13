import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorInvalid, CursorSeal, resumable, type Cursor } from './cursor';

const seal = new CursorSeal(randomBytes(32), randomBytes);
const position = fc.record({ epoch: fc.string({ maxLength: 40 }), sequence: fc.nat() });
const cursors = fc.record({
  sub: fc.string({ minLength: 1, maxLength: 64 }),
  zone: fc.constantFrom('demo', 'buur'),
  positions: fc.dictionary(fc.string({ maxLength: 40 }), position, { maxKeys: 8 }).map((found) => new Map(Object.entries(found))),
}) as fc.Arbitrary<Cursor>;

const idOf = (by: CursorSeal, cursor: Cursor): string => `${by.person(cursor)}.${by.place(cursor.zone, cursor.positions)}`;

describe('a sealed position', () => {
  it('comes back as it was, for its own person', () => {
    fc.assert(
      fc.property(cursors, (cursor) => expect(seal.open(idOf(seal, cursor), cursor)).toEqual(cursor)),
      { numRuns: 1_000 },
    );
  });

  it('is refused after any change, from any other key and for any other person', () => {
    const other = new CursorSeal(randomBytes(32), randomBytes);
    fc.assert(
      fc.property(cursors, fc.nat(), fc.integer({ min: 1, max: 255 }), (cursor, at, flip) => {
        const id = idOf(seal, cursor);
        const [person, place] = id.split('.') as [string, string];
        const flipped = (half: string): string => {
          const bytes = Buffer.from(half, 'base64url');
          const i = at % bytes.length;
          bytes[i] = (bytes[i] as number) ^ flip;
          return bytes.toString('base64url');
        };
        const wrong: (() => unknown)[] = [
          () => seal.open(`${flipped(person)}.${place}`, cursor),
          () => seal.open(`${person}.${flipped(place)}`, cursor),
          () => seal.open(`${place}.${person}`, cursor),
          () => seal.open(`${person}.${person}`, cursor),
          () => seal.open(`${person}.${seal.place('elsewhere', cursor.positions)}`, cursor),
          () => seal.open(`${seal.person({ ...cursor, sub: `${cursor.sub}x` })}.${place}`, cursor),
          () => other.open(id, cursor),
          () => seal.open(id, { ...cursor, sub: `${cursor.sub}x` }),
          () => seal.open(id, { ...cursor, zone: 'elsewhere' }),
          () => seal.open(id.slice(0, -4), cursor),
        ];
        for (const attempt of wrong) expect(attempt).toThrow(CursorInvalid);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused for any text that is not ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ maxLength: 400 }), fc.integer().map(String)), (text) => {
        expect(() => seal.open(text, { sub: 'a', zone: 'demo' })).toThrow(CursorInvalid);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not grow with the sequence, whatever the names: unseen frames leave no mark', () => {
    const epoch = '2026-01-12T10:00:00.123456789Z';
    for (let length = 1; length <= 64; length += 1) {
      const id = (sequence: number) => seal.place('demo', new Map([['x'.repeat(length), { epoch, sequence }]]));
      expect(new Set([0, 9, 10, 999, 1_000_000, Number.MAX_SAFE_INTEGER].map((sequence) => id(sequence).length)).size).toBe(1);
      expect(id(1)).not.toBe(id(1));
    }
  });

  it('needs a key of 32 bytes', () => {
    expect(() => new CursorSeal(randomBytes(31), randomBytes)).toThrow('32 bytes');
  });
});

describe('resumable', () => {
  const reach = { epoch: 'e', first: 10, last: 20 };
  it.each([
    [{ epoch: 'e', sequence: 20 }, 'complete'],
    [{ epoch: 'e', sequence: 9 }, 'complete'],
    [{ epoch: 'e', sequence: 8 }, 'too-old'],
    [{ epoch: 'e', sequence: 21 }, 'other-epoch'],
    [{ epoch: 'f', sequence: 15 }, 'other-epoch'],
  ] as const)('%j is %s', (position, verdict) => expect(resumable(position, reach)).toBe(verdict));

  it('takes an empty stream as it is', () => {
    expect(resumable({ epoch: 'e', sequence: 0 }, { epoch: 'e', first: 1, last: 0 })).toBe('complete');
  });
});
