import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off';

describe('the wait before a program is started again', () => {
  it('grows while the program keeps ending at once, up to ten seconds', () => {
    const backOff = new BackOff();
    expect(Array.from({ length: 8 }, () => backOff.next(10))).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(backOff.inARow).toBe(8);
  });

  it('begins anew after a minute of health', () => {
    const backOff = new BackOff();
    backOff.next(10);
    backOff.next(10);
    expect(backOff.next(60_000)).toBe(250);
    expect(backOff.inARow).toBe(1);
  });
});
