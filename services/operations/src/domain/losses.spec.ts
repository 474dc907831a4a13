import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Losses, type Extent } from './losses';

const extent = (parts: Partial<Extent> = {}): Extent => ({
  stream: 'S',
  epoch: '1',
  messages: 10,
  firstSequence: 1,
  lastSequence: 10,
  ...parts,
});
const cut = extent({ messages: 6, lastSequence: 6 });

describe('Losses', () => {
  it('knows of none in an empty stream, a whole one, and one whose oldest went by their age', () => {
    const losses = new Losses();
    expect(losses.of(extent({ messages: 0, firstSequence: 0, lastSequence: 0 }))).toBe(0);
    expect(losses.of(extent())).toBe(0);
    expect(losses.of(extent({ messages: 4, firstSequence: 7 }))).toBe(0);
    expect(losses.of(extent({ messages: 0, firstSequence: 11 }))).toBe(0);
  });

  it('counts gaps, and an end before what was there, for as long as it is so', () => {
    const losses = new Losses();
    expect(losses.of(extent({ messages: 7 }))).toBe(3);
    expect(losses.of(cut)).toBe(4);
    expect(losses.of(cut)).toBe(4);
  });

  it('remembers it when new messages have taken the numbers, and counts what is lost after that', () => {
    const losses = new Losses();
    losses.of(extent());
    losses.of(cut);
    expect(losses.of(extent({ messages: 20, lastSequence: 20 }))).toBe(4);
    expect(losses.of(extent({ messages: 17, lastSequence: 17 }))).toBe(7);
    expect(new Losses(losses.seen).of(extent({ messages: 17, lastSequence: 17 }))).toBe(7);
  });

  it('knows it also after a start, by what was remembered', () => {
    const before = new Losses();
    before.of(extent());
    expect(new Losses(before.seen).of(cut)).toBe(4);
    expect(new Losses().of(cut)).toBe(0);
  });

  it('begins anew with a stream made anew, as by a refill', () => {
    const losses = new Losses();
    losses.of(extent());
    expect(losses.of(extent({ epoch: '2', messages: 3, lastSequence: 3 }))).toBe(0);
    expect(losses.seen).toEqual([{ stream: 'S', epoch: '2', last: 3, cut: 0 }]);
  });

  it('never finds a loss where messages come and grow old, and always one where the last is cut off', () => {
    const step = fc.record({ come: fc.nat(50), age: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 50 }), (steps, cutOff) => {
        const losses = new Losses();
        let [first, last] = [1, 0];
        const now = (end: number): Extent => extent({ messages: end - first + 1, firstSequence: first, lastSequence: end });
        for (const { come, age } of steps) {
          last += come;
          first = Math.min(first + age, last + 1);
          expect(losses.of(now(last))).toBe(0);
        }
        const left = Math.max(last - cutOff, first - 1);
        expect(losses.of(now(left))).toBe(last - left);
      }),
      { numRuns: 1_000 },
    );
  });
});
