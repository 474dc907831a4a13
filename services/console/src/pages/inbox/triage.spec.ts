import { describe, expect, it } from '@jest/globals';
import { neighbourOf, stepFrom } from './triage';

const rows = (...ids: string[]) => ids.map((itemId) => ({ itemId }));

describe('going through the inbox', () => {
  it('opens what comes in the place of what left, at the end what stood before it', () => {
    expect(neighbourOf(rows('a', 'b', 'c'), 'b')).toEqual({ itemId: 'c' });
    expect(neighbourOf(rows('a', 'b'), 'b')).toEqual({ itemId: 'a' });
    expect(neighbourOf(rows('a'), 'a')).toBeUndefined();
  });

  it('steps down and up, begins at the top, and stops at both ends', () => {
    const list = rows('a', 'b', 'c');
    expect(stepFrom(list, { itemId: '', place: 0 }, 1)).toEqual({ itemId: 'a' });
    expect(stepFrom(list, { itemId: 'b', place: 1 }, 1)).toEqual({ itemId: 'c' });
    expect(stepFrom(list, { itemId: 'c', place: 2 }, 1)).toEqual({ itemId: 'c' });
    expect(stepFrom(list, { itemId: 'a', place: 0 }, -1)).toEqual({ itemId: 'a' });
    expect(stepFrom([], { itemId: '', place: 0 }, 1)).toBeUndefined();
  });

  it('goes on from where an entry stood that a colleague settled', () => {
    const without = rows('a', 'c');
    expect(stepFrom(without, { itemId: 'b', place: 1 }, 1)).toEqual({ itemId: 'c' });
    expect(stepFrom(without, { itemId: 'b', place: 1 }, -1)).toEqual({ itemId: 'a' });
  });
});
