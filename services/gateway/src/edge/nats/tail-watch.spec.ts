import { describe, expect, it } from '@jest/globals';
import { TailWatch } from './tail-watch';

const stream = (last: number, epoch = 'one') => ({ epoch, first: 1, last });
const at = (last: number, epoch = 'one') => ({ epoch, last });

describe('a look at a tail', () => {
  it('finds nothing wrong at the end, nor on the way to it', () => {
    const watch = new TailWatch();
    for (let look = 0; look < 3; look++) expect(watch.isLost(stream(5), at(5), at(5))).toBe(false);
    for (let last = 1; last < 5; last++) expect(watch.isLost(stream(9), at(last), at(last + 1))).toBe(false);
  });

  it('finds another stream, and an end that went back', () => {
    expect(new TailWatch().isLost(stream(5, 'two'), at(5), at(5))).toBe(true);
    expect(new TailWatch().isLost(stream(4), at(5), at(5))).toBe(true);
  });

  it('finds a tail that stands still before the end at two looks, not one that moved between', () => {
    const watch = new TailWatch();
    expect(watch.isLost(stream(6), at(5), at(5))).toBe(false);
    expect(watch.isLost(stream(6), at(5), at(6))).toBe(false);
    expect(watch.isLost(stream(8), at(6), at(6))).toBe(false);
    expect(watch.isLost(stream(8), at(6), at(6))).toBe(true);
  });
});
