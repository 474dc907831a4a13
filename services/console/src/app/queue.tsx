import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { sendInOrder, type Arrived, type Outcome, type Outgoing } from '../drafts/queue';
import { moveIn } from '../drafts/move-in';
import { openVault, type Vault } from '../drafts/vault';
import { usePerson, useSession } from './session';

export interface Queue {
  items: Outgoing[];
  /** What arrived after having waited, to be told. */
  arrived: { item: Outgoing; note: Arrived }[];
  sending: boolean;
  /**
   * Keeps it on the device, in the place of the named draft, and sends what waits, in order; answers how this one went. Rejects when
   * the device could not keep it: then it was not sent either.
   */
  send(item: Outgoing, draftName?: string): Promise<Outcome>;
  /** Takes it out again, to be corrected or dropped. */
  take(key: string): Promise<void>;
  /** Under a new key, as a thing of its own: the author's answer to a conflict. */
  sendAnew(item: Outgoing): Promise<void>;
  sendWaiting(): void;
  vault: Promise<Vault<Outgoing>>;
}

const QueueContext = createContext<Queue | undefined>(undefined);
export function useQueue(): Queue {
  const queue = use(QueueContext);
  if (!queue) throw new Error('useQueue outside QueueProvider');
  return queue;
}

const againEveryMs = 20_000;
/** How long somebody stands and watches before it counts as waiting. */
const patienceMs = 5_000;
/** How long one attempt may hang on a poor network before it is made anew. */
const giveUpMs = 30_000;

/** Two windows of one person must not send the same queue side by side: the key would save it, the order would not. */
const alone = <T,>(personId: string, run: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? (navigator.locks.request(`spil-queue ${personId}`, run) as Promise<T>) : run();

/** What lies on the device, shown in this window, and told to the others. */
function useKept(personId: string) {
  const vault = useMemo(() => openVault<Outgoing>(personId).then((open) => moveIn(open, personId)), [personId]);
  const [items, setItems] = useState<Outgoing[]>([]);
  const show = useCallback(async () => {
    try {
      setItems(await (await vault).waiting());
    } catch {
      // The device cannot read just now: what was shown stays, and what was kept is kept.
    }
  }, [vault]);
  const others = useRef<BroadcastChannel>(undefined);
  useEffect(() => {
    const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`spil-queue ${personId}`) : undefined;
    if (channel) channel.onmessage = () => void show();
    others.current = channel;
    void show();
    return () => channel?.close();
  }, [personId, show]);
  const changed = useCallback(async () => {
    others.current?.postMessage('changed');
    await show();
  }, [show]);
  return { vault, items, changed };
}

type Told = (item: Outgoing, outcome: Outcome) => void;

/** Sends what waits; `told` hears of each as it goes. One that hangs is given up, to be tried again. */
function useDrain(vault: Promise<Vault<Outgoing>>, changed: () => Promise<void>) {
  const { api } = useSession();
  const { personId } = usePerson();
  const queries = useQueryClient();
  const client = useRef(api);
  useEffect(() => {
    client.current = api;
  });
  return useCallback(
    (told: Told) =>
      alone(personId, async () => {
        const send = (item: Outgoing): Promise<Arrived> => {
          const options = { idempotencyKey: item.key, signal: AbortSignal.timeout(giveUpMs) };
          if (item.kind === 'contact') return client.current.ask('recordDailyContact', item.request, options);
          return client.current.ask('recordNote', item.request, options);
        };
        await sendInOrder(await vault, send, (item, outcome) => {
          void changed();
          if (outcome.kind === 'arrived')
            void queries.invalidateQueries({ queryKey: [item.kind === 'note' ? 'listMyNotes' : 'readFeelings'] });
          told(item, outcome);
        });
      }),
    [personId, vault, changed, queries],
  );
}

/** Runs now, every so often, when the network is back and when the page is looked at again. */
function useNowAndAgain(run: () => void): void {
  useEffect(() => {
    run();
    const timer = setInterval(run, againEveryMs);
    const seen = () => document.visibilityState === 'visible' && run();
    addEventListener('online', run);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      removeEventListener('online', run);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [run]);
}

/** Sending with somebody watching: each outcome goes to who waits for it, the rest is told afterwards. */
function useSending(vault: Promise<Vault<Outgoing>>, changed: () => Promise<void>) {
  const drain = useDrain(vault, changed);
  const watched = useRef(new Map<string, (outcome: Outcome) => void>());
  const [arrived, setArrived] = useState<Queue['arrived']>([]);
  const [sending, setSending] = useState(false);

  const run = useCallback(async () => {
    const told: Told = (item, outcome) => {
      const watcher = watched.current.get(item.key);
      if (watcher) watcher(outcome);
      else if (outcome.kind === 'arrived') setArrived((before) => [...before.slice(-9), { item, note: outcome.note }]);
    };
    try {
      if (!(await (await vault).waiting()).some(({ state }) => state === 'waiting')) return;
      setSending(true);
      await drain(told).finally(() => setSending(false));
    } catch {
      // The device cannot read or write just now: what waits is still there, and the next round takes it up.
    }
  }, [drain, vault]);

  /** How one goes, or "later" when an earlier one must wait or the network takes too long to stand and watch. */
  const watch = useCallback(
    async (key: string): Promise<Outcome> => {
      const later: Outcome = { kind: 'later', problem: new Problem('network', 0) };
      const answer = new Promise<Outcome>((resolve) => {
        watched.current.set(key, resolve);
        const patience = setTimeout(() => resolve(later), patienceMs);
        void run().finally(() => {
          clearTimeout(patience);
          resolve(later);
        });
      });
      return answer.finally(() => watched.current.delete(key));
    },
    [run],
  );
  const sendWaiting = useCallback(() => void run(), [run]);
  useNowAndAgain(sendWaiting);
  return { arrived, sending, sendWaiting, watch };
}

/** What is on its way, kept on the device until the server has it. */
export function QueueProvider({ children }: { children: ReactNode }) {
  const { personId } = usePerson();
  const { vault, items, changed } = useKept(personId);
  const { arrived, sending, sendWaiting, watch } = useSending(vault, changed);
  const queue = useMemo<Queue>(
    () => ({
      items,
      arrived,
      sending,
      sendWaiting,
      vault,
      send: async (item, draftName) => {
        await (await vault).handOver(item, draftName);
        await changed();
        void navigator.storage?.persist?.().catch(() => false);
        return watch(item.key);
      },
      take: async (key) => {
        await (await vault).remove(key);
        await changed();
      },
      sendAnew: async (item) => {
        const open = await vault;
        await open.handOver({ ...item, key: crypto.randomUUID(), state: 'waiting', problem: undefined });
        await open.remove(item.key);
        await changed();
        sendWaiting();
      },
    }),
    [items, arrived, sending, sendWaiting, vault, changed, watch],
  );
  return <QueueContext value={queue}>{children}</QueueContext>;
}
