import { useEffect, useState } from 'react';
import { useFeedGeneration, useFrames } from '../../app/feed';
import type { Frame } from '../../feed/feed-client';
import { arrived, isAfter, loaded, revealed, type LiveList } from '../../feed/live-list';

interface Settings<T> {
  frame: string;
  /** The server's list and when it looked; undefined before it answered. */
  answer: { rows: readonly T[]; asOf: string } | undefined;
  /** The server said that this is not, or no longer, the reader's to see. */
  refused: boolean;
  idOf: (one: T) => string;
  /** The moment by which the list is ordered. */
  atOf: (one: T) => string;
  from: (data: Frame['data']) => T;
  onNew?: (one: T) => void;
}

/** The server's list, kept current by frames that wait until the reader wants them. */
export function useLiveList<T>({ frame, answer, refused, idOf, atOf, from, onNew }: Settings<T>): LiveList<T> & { reveal: () => void } {
  const [list, setList] = useState<LiveList<T>>({ shown: [], waiting: [] });
  const generation = useFeedGeneration();
  useEffect(() => setList({ shown: [], waiting: [] }), [generation, refused]);
  const { rows, asOf } = answer ?? {};
  useEffect(() => {
    if (rows && asOf && !refused) setList((old) => loaded(rows, old, { idOf, isNew: (one) => isAfter(asOf, atOf(one)) }));
    // The rules of what a row is are the same at every render.
  }, [rows, asOf, refused, generation]);
  useFrames([frame], ({ data }) => {
    const one = from(data);
    if (![...list.shown, ...list.waiting].some((known) => idOf(known) === idOf(one))) onNew?.(one);
    setList((old) => arrived(old, one, idOf));
  });
  return { ...list, reveal: () => setList(revealed) };
}
