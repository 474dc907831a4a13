/** So many of each are kept in a window that stays open for days; older ones are the server's to show. */
export const mostKept = 200;

/** A list that never jumps: what is on the screen stays, what is new waits to be shown. Newest first. */
export interface LiveList<T> {
  shown: T[];
  waiting: T[];
}

/** Takes the server's list; nothing waits any longer. What came live and is newer than the answer is kept. */
export function loaded<T>(answer: readonly T[], live: LiveList<T>, idOf: (one: T) => string): LiveList<T> {
  const known = new Set(answer.map(idOf));
  const kept = live.shown.filter((one) => !known.has(idOf(one)));
  const waiting = live.waiting.filter((one) => !known.has(idOf(one)));
  return { shown: [...kept, ...answer], waiting };
}

/** A frame: a known one is renewed in its place, a new one waits. */
export function arrived<T>(list: LiveList<T>, one: T, idOf: (one: T) => string): LiveList<T> {
  const renew = (items: T[]) => items.map((item) => (idOf(item) === idOf(one) ? { ...item, ...one } : item));
  const has = (items: T[]) => items.some((item) => idOf(item) === idOf(one));
  if (has(list.shown)) return { ...list, shown: renew(list.shown) };
  if (has(list.waiting)) return { ...list, waiting: renew(list.waiting) };
  return { ...list, waiting: [one, ...list.waiting].slice(0, mostKept) };
}

/** The reader asked to see what waits. */
export const revealed = <T>(list: LiveList<T>): LiveList<T> => ({
  shown: [...list.waiting, ...list.shown].slice(0, mostKept),
  waiting: [],
});
