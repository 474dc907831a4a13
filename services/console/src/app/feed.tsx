import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { FeedClient, type Frame } from '../feed/feed-client';
import { startState, type FeedState } from '../feed/feed-state';
import { askAgainAtBegin } from './ask-again';
import { hasFeed } from './places';
import { useSession } from './session';

type Listener = (frame: Frame) => void;
interface Feed {
  state?: FeedState;
  listen(listener: Listener): () => void;
  /** Grows each time what is on the screen must be loaded anew. */
  generation: number;
}

const FeedContext = createContext<Feed>({ listen: () => () => undefined, generation: 0 });

/** State of the live connection; undefined for a role without one. */
export const useFeedState = (): FeedState | undefined => use(FeedContext).state;

/** Changes when live lists must begin anew. */
export const useFeedGeneration = (): number => use(FeedContext).generation;

/** Hears every frame of these names while the component is shown. */
export function useFrames(names: readonly string[], take: Listener): void {
  const { listen } = use(FeedContext);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  const wanted = names.join(' ');
  useEffect(() => listen((frame) => wanted.split(' ').includes(frame.name) && latest.current(frame)), [listen, wanted]);
}

/** One live connection for the whole application, kept while somebody is signed in. */
export function FeedProvider({ children }: { children: ReactNode }) {
  const { api, person, expired } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<FeedState>();
  const listeners = useRef(new Set<Listener>());
  const [generation, setGeneration] = useState(0);
  const current = useRef(api);
  useEffect(() => {
    current.current = api;
  });
  const wanted = person !== undefined && hasFeed(person.roles) && !expired;

  useEffect(() => {
    if (!wanted) return;
    const client = new FeedClient({
      open: (lastEventId, signal) =>
        current.current.fetch('/v1/feed', {
          headers: { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
          signal,
        }),
      // A frame moves the cursor; only what people can see of the connection may draw the page anew.
      onState: (next) => setState((shown) => (shown?.phase === next.phase && shown.since === next.since ? shown : next)),
      onFrame: (frame) => listeners.current.forEach((listener) => listener(frame)),
      onBegin: () => void askAgainAtBegin(queries),
      onReset: () => {
        void queries.invalidateQueries();
        setGeneration((before) => before + 1);
      },
      now: Date.now,
      random: Math.random,
    });
    const hurry = () => client.hurry();
    setState(startState(Date.now()));
    client.start();
    const cut = () => client.cut();
    addEventListener('online', hurry);
    addEventListener('offline', cut);
    return () => {
      removeEventListener('online', hurry);
      removeEventListener('offline', cut);
      client.stop();
    };
  }, [wanted, queries]);

  const feed = useMemo<Feed>(
    () => ({ state: wanted ? state : undefined, listen: member(listeners.current), generation }),
    [state, wanted, generation],
  );
  return <FeedContext value={feed}>{children}</FeedContext>;
}

const member =
  <T,>(set: Set<T>) =>
  (one: T): (() => void) => {
    set.add(one);
    return () => void set.delete(one);
  };
