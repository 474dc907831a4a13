interface Row {
  itemId: string;
}

/** What opens once an entry left the list: the one that comes in its place, at the end the one before. */
export function neighbourOf<R extends Row>(entries: readonly R[], itemId: string): R | undefined {
  const index = entries.findIndex((entry) => entry.itemId === itemId);
  return entries[index + 1] ?? entries[index - 1];
}

/**
 * Where one step down or up leads. An open entry that is not in the list any more (a colleague settled it) lies just above the row
 * that took its `place`, so that the reader does not begin again at the top.
 */
export function stepFrom<R extends Row>(
  entries: readonly R[],
  { itemId, place }: { itemId: string; place: number },
  by: 1 | -1,
): R | undefined {
  const index = entries.findIndex((entry) => entry.itemId === itemId);
  const next = index >= 0 ? index + by : by > 0 ? place : place - 1;
  return entries[Math.min(Math.max(next, 0), entries.length - 1)];
}
