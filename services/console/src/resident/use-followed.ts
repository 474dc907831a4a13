import { useCallback, useEffect, useRef, useState } from 'react';
import { askFollowed, type Followed, type Outcome } from './ask-followed';
import { followKeyOf } from './follow-address';

export interface Shown {
  /** What is known; without network it stays. */
  followed?: Followed;
  trouble?: 'broken' | 'network' | 'busy';
}

/** What the page shows after an answer: what is known stays unless the link turns out to lead nowhere. */
export function shownAfter(before: Shown, outcome: Outcome): Shown {
  if (outcome === 'broken') return { trouble: 'broken' };
  return typeof outcome === 'string' ? { ...before, trouble: outcome } : { followed: outcome };
}

/** Looks again by itself when the page is looked at after this long. */
const STALE_MS = 30_000;

/** What became of the question in the address: asked now, when there is network again, and when the page is looked at again. */
export function useFollowed(): Shown & { asking: boolean; again: () => void } {
  const [shown, setShown] = useState<Shown>({});
  const [asking, setAsking] = useState(true);
  const running = useRef<AbortController>(undefined);
  const askedAt = useRef(0);

  const again = useCallback(() => {
    running.current?.abort();
    const asked = (running.current = new AbortController());
    askedAt.current = Date.now();
    setAsking(true);
    const key = followKeyOf(location.hash);
    const outcome = key ? askFollowed(key, asked.signal) : Promise.resolve('broken' as const);
    void outcome.then(
      (answer) => {
        if (asked.signal.aborted) return;
        setShown((before) => shownAfter(before, answer));
        setAsking(false);
      },
      // Another question took its place.
      () => undefined,
    );
  }, []);

  useEffect(() => {
    const other = () => {
      setShown({});
      again();
    };
    const seen = () => document.visibilityState === 'visible' && Date.now() - askedAt.current > STALE_MS && again();
    addEventListener('hashchange', other);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    again();
    return () => {
      removeEventListener('hashchange', other);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
      running.current?.abort();
    };
  }, [again]);
  return { ...shown, asking, again };
}
