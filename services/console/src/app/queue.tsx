import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { DeviceStore } from '../drafts/device-store';
import { attempt, dequeue, enqueue, settle, type Arrived, type Outcome, type Outgoing } from '../drafts/queue';
import { usePerson, useSession } from './session';

interface Queue {
  items: Outgoing[];
  /** Notes that arrived after having waited, to be told once. */
  arrived: { headline: string; note: Arrived }[];
  sending: boolean;
  /** Keeps a note on the device and sends it at once; answers how that went. */
  send(item: Outgoing): Promise<Outcome>;
  /** Takes a note out again, to be corrected. */
  take(key: string): void;
  sendWaiting(): void;
}

const QueueContext = createContext<Queue | undefined>(undefined);
export function useQueue(): Queue {
  const queue = use(QueueContext);
  if (!queue) throw new Error('useQueue outside QueueProvider');
  return queue;
}

const againEveryMs = 20_000;

/** Two windows of one person must not send the same queue side by side; the key would save it, the screen would still flicker. */
const alone = <T,>(run: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? (navigator.locks.request('spil-queue', run) as Promise<T>) : run();

/** The queue as it lies on the device, shown in this window. */
function useKept(personId: string) {
  const store = useMemo(() => new DeviceStore<Outgoing[]>('queue', personId), [personId]);
  const [items, setItems] = useState<Outgoing[]>(() => store.read() ?? []);
  const change = useCallback(
    (next: (queue: Outgoing[]) => Outgoing[]) => {
      // The device is the truth: another window may have changed it.
      const queue = next(store.read() ?? []);
      store.write(queue.length > 0 ? queue : undefined);
      setItems(queue);
    },
    [store],
  );
  return { items, store, change };
}

/** Sends one note and keeps what that left of the queue. */
function useSendOne(change: (next: (queue: Outgoing[]) => Outgoing[]) => void) {
  const { api } = useSession();
  const queries = useQueryClient();
  const client = useRef(api);
  useEffect(() => {
    client.current = api;
  });
  return useCallback(
    async (item: Outgoing): Promise<Outcome> => {
      const outcome = await attempt(item, (request, key) => client.current.ask('recordNote', request, { idempotencyKey: key }));
      change((queue) => settle(queue, item.key, outcome));
      if (outcome.kind === 'arrived') void queries.invalidateQueries({ queryKey: ['listMyNotes'] });
      return outcome;
    },
    [change, queries],
  );
}

/** Runs now, every so often, and when the network is back. */
function useNowAndAgain(run: () => void): void {
  useEffect(() => {
    run();
    const timer = setInterval(run, againEveryMs);
    addEventListener('online', run);
    return () => {
      clearInterval(timer);
      removeEventListener('online', run);
    };
  }, [run]);
}

/** Notes on their way, kept on the device until the server has them. */
export function QueueProvider({ children }: { children: ReactNode }) {
  const { personId } = usePerson();
  const { items, store, change } = useKept(personId);
  const one = useSendOne(change);
  const [arrived, setArrived] = useState<Queue['arrived']>([]);
  const [sending, setSending] = useState(false);

  const sendWaiting = useCallback(() => {
    void alone(async () => {
      for (const item of (store.read() ?? []).filter(({ state }) => state === 'waiting')) {
        setSending(true);
        const outcome = await one(item);
        if (outcome.kind === 'arrived') setArrived((before) => [...before, { headline: item.request.headline, note: outcome.note }]);
        if (outcome.kind === 'later') break;
      }
      setSending(false);
    });
  }, [one, store]);
  useNowAndAgain(sendWaiting);

  const queue = useMemo<Queue>(
    () => ({
      items,
      arrived,
      sending,
      sendWaiting,
      send: (item) => {
        change((before) => enqueue(before, item));
        return alone(() => one(item));
      },
      take: (key) => change((before) => dequeue(before, key)),
    }),
    [items, arrived, sending, sendWaiting, change, one],
  );
  return <QueueContext value={queue}>{children}</QueueContext>;
}
