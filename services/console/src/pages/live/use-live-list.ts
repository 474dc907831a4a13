import { useEffect, useState } from 'react';
import { useFeedGeneration, useFrames } from '../../app/feed';
import type { Frame } from '../../feed/feed-client';
import { arrived, loaded, revealed, type LiveList } from '../../feed/live-list';

interface Settings<T> {
  frame: string;
  answer: readonly T[] | undefined;
  idOf: (one: T) => string;
  from: (data: Frame['data']) => T;
  onNew?: (one: T) => void;
}

/** The server's list, kept current by frames that wait until the reader wants them. */
export function useLiveList<T>({ frame, answer, idOf, from, onNew }: Settings<T>): LiveList<T> & { reveal: () => void } {
  const [list, setList] = useState<LiveList<T>>({ shown: [], waiting: [] });
  const generation = useFeedGeneration();
  useEffect(() => setList({ shown: [], waiting: [] }), [generation]);
  useEffect(() => {
    if (answer) setList((old) => loaded(answer, old, idOf));
    // idOf is the same rule at every render.
  }, [answer, generation]);
  useFrames([frame], ({ data }) => {
    const one = from(data);
    if (![...list.shown, ...list.waiting].some((known) => idOf(known) === idOf(one))) onNew?.(one);
    setList((old) => arrived(old, one, idOf));
  });
  return { ...list, reveal: () => setList(revealed) };
}
