import { describe, expect, it } from '@jest/globals';
import { Recent } from './recent';

describe('what was written a moment ago', () => {
  it('is known for that moment, in its newest state', () => {
    let now = 0;
    const recent = new Recent<number>(() => now);
    recent.set('a', 1);
    now = 200;
    recent.set('b', 1);
    recent.set('a', 2);
    now = 400;
    expect([recent.get('a'), recent.get('b')]).toEqual([2, 1]);
    now = 600;
    expect([recent.get('a'), recent.get('b')]).toEqual([undefined, undefined]);
    recent.set('c', 1);
    recent.forget('c');
    expect(recent.get('c')).toBeUndefined();
  });

  it('fills no memory: the oldest go when they are many or old', () => {
    let now = 0;
    const recent = new Recent<number>(() => now);
    for (let n = 0; n < 3_000; n++) recent.set(`a${n}`, n);
    const known = Array.from({ length: 3_000 }, (_, n) => recent.get(`a${n}`)).filter((value) => value !== undefined);
    expect(known).toEqual(Array.from({ length: 1_000 }, (_, n) => 2_000 + n));
    now = 10_000;
    recent.set('last', 1);
    expect((recent as unknown as { kept: Map<string, unknown> }).kept.size).toBe(1);
  });
});
