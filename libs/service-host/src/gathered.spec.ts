import { describe, expect, it } from '@jest/globals';
import { Gathered } from './gathered';

describe('gathered work', () => {
  it('is done once for what came together, in order, and apart for each key', async () => {
    const done: [string, number[]][] = [];
    const gathered = new Gathered<number, string>((key, items) => {
      done.push([key, [...items]]);
      return Promise.resolve(`${key} done`);
    }, 5);
    expect(await Promise.all([gathered.add('a', 1), gathered.add('b', 2), gathered.add('a', 3)])).toEqual(['a done', 'b done', 'a done']);
    expect(await gathered.add('a', 4)).toBe('a done');
    expect(done).toEqual([
      ['a', [1, 3]],
      ['b', [2]],
      ['a', [4]],
    ]);
  });

  it('takes nobody along into work that has begun, and tells everybody of a failure', async () => {
    let go: () => void = () => undefined;
    const begun: number[][] = [];
    const gathered = new Gathered<number, void>(async (_key, items) => {
      begun.push([...items]);
      if (begun.length === 1) await new Promise<void>((resolve) => (go = resolve));
      else throw new Error('no');
    }, 1);
    const first = gathered.add('a', 1);
    while (begun.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const later = Promise.allSettled([gathered.add('a', 2), gathered.add('a', 3)]);
    go();
    await first;
    expect((await later).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toEqual([[1], [2, 3]]);
  });
});
