import { describe, expect, it } from '@jest/globals';
import { arrived, loaded, mostKept, revealed, type LiveList } from './live-list';

interface One {
  id: string;
  text?: string;
}
const idOf = ({ id }: One) => id;
const list = (shown: string[], waiting: string[] = []): LiveList<One> => ({
  shown: shown.map((id) => ({ id })),
  waiting: waiting.map((id) => ({ id })),
});

describe('a live list', () => {
  it('lets new items wait, newest first, and shows them when asked', () => {
    const waiting = arrived(arrived(list(['a']), { id: 'b' }, idOf), { id: 'c' }, idOf);
    expect(waiting).toEqual(list(['a'], ['c', 'b']));
    expect(revealed(waiting)).toEqual(list(['c', 'b', 'a']));
  });

  it('renews a known item in its place, shown or waiting, and never doubles it', () => {
    expect(arrived(list(['a', 'b']), { id: 'b', text: 'x' }, idOf).shown).toEqual([{ id: 'a' }, { id: 'b', text: 'x' }]);
    expect(arrived(list(['a'], ['b']), { id: 'b', text: 'x' }, idOf).waiting).toEqual([{ id: 'b', text: 'x' }]);
  });

  it('an answer of the server does not show what waits, nor lose what came live', () => {
    expect(loaded([{ id: 'b' }, { id: 'a' }], list(['c', 'b', 'a'], ['d']), idOf)).toEqual(list(['c', 'b', 'a'], ['d']));
    expect(loaded([{ id: 'd' }, { id: 'a' }], list(['a'], ['d']), idOf)).toEqual(list(['d', 'a']));
  });

  it('does not grow without end in a window that stays open', () => {
    let live = list([]);
    for (let n = 0; n < 2 * mostKept; n += 1) live = arrived(live, { id: String(n) }, idOf);
    expect([live.waiting.length, live.waiting[0]]).toEqual([mostKept, { id: String(2 * mostKept - 1) }]);
    expect(revealed(list(['a', 'b'], live.waiting.map(idOf))).shown).toHaveLength(mostKept);
  });
});
