/** So many of each are kept in a window that stays open for days; older ones are the server's to show. */
export const mostKept = 200;

/** A list that never jumps: what is on the screen stays, what is new waits to be shown. Newest first. */
export interface LiveList<T> {
  shown: T[];
  waiting: T[];
}

/** So long a fact may take from its own moment to the lists of the server. */
const onTheWayMs = 10_000;

/** Whether a fact of this moment may have come after the server looked: an answer without it then says nothing about it. */
export const isAfter = (asOf: string, at: string): boolean => Date.parse(at) > Date.parse(asOf) - onTheWayMs;

/**
 * Takes the server's list; nothing in it waits any longer. What came live after the server looked is kept, on the screen or waiting.
 * What is older and not in the answer is no longer among the newest, or no longer the reader's to see: it goes.
 */
export function loaded<T>(
  answer: readonly T[],
  live: LiveList<T>,
  { idOf, isNew }: { idOf: (one: T) => string; isNew: (one: T) => boolean },
): LiveList<T> {
  const known = new Set(answer.map(idOf));
  const stays = (one: T): boolean => !known.has(idOf(one)) && isNew(one);
  return { shown: [...live.shown.filter(stays), ...answer], waiting: live.waiting.filter(stays) };
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
