import { describe, expect, it } from '@jest/globals';
import { arrived, isAfter, loaded, mostKept, revealed, type LiveList } from './live-list';

interface One {
  id: string;
  text?: string;
}
const idOf = ({ id }: One) => id;
const list = (shown: string[], waiting: string[] = []): LiveList<One> => ({
  shown: shown.map((id) => ({ id })),
  waiting: waiting.map((id) => ({ id })),
});

/** Which ones came after the server looked. */
const came = (...ids: string[]) => ({ idOf, isNew: ({ id }: One) => ids.includes(id) });

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
    expect(loaded([{ id: 'b' }, { id: 'a' }], list(['c', 'b', 'a'], ['d']), came('c', 'd'))).toEqual(list(['c', 'b', 'a'], ['d']));
    expect(loaded([{ id: 'd' }, { id: 'a' }], list(['a'], ['d']), came('d'))).toEqual(list(['d', 'a']));
  });

  it('what is no longer among the newest goes, and never climbs above what is newer', () => {
    const fifty = Array.from({ length: 50 }, (_, n) => String(50 - n));
    const answer = [{ id: '51' }, ...fifty.slice(0, 49).map((id) => ({ id }))];
    expect(loaded(answer, list(fifty), came())).toEqual({ shown: answer, waiting: [] });
  });

  it('an empty answer empties the list, as when an assignment ended, but for what came after the server looked', () => {
    expect(loaded([], list(['b', 'a'], ['c']), came())).toEqual(list([]));
    expect(loaded([], list(['d', 'b'], ['e', 'c']), came('d', 'e'))).toEqual(list(['d'], ['e']));
  });

  it('what the server wrote down while it answered counts as newer', () => {
    const asOf = '2026-01-12T10:00:00.000Z';
    const moments = ['09:59:49', '09:59:51', '10:00:01'].map((time) => `2026-01-12T${time}.000Z`);
    expect(moments.map((at) => isAfter(asOf, at))).toEqual([false, true, true]);
  });

  it('does not grow without end in a window that stays open', () => {
    let live = list([]);
    for (let n = 0; n < 2 * mostKept; n += 1) live = arrived(live, { id: String(n) }, idOf);
    expect([live.waiting.length, live.waiting[0]]).toEqual([mostKept, { id: String(2 * mostKept - 1) }]);
    expect(revealed(list(['a', 'b'], live.waiting.map(idOf))).shown).toHaveLength(mostKept);
  });
});
