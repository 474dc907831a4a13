import { User } from 'oidc-client-ts';

/** What a renewal needs of the sign-in library. */
export interface Renewing {
  /** Who is signed in, as it lies in the store. The library's own `getUser` starts its timers anew: asked here, it would renew on and on. */
  stored(): Promise<User | null>;
  storeUser(user: User | null): Promise<void>;
  signinSilent(settings?: { silentRequestTimeoutInSeconds?: number }): Promise<User | null>;
  readonly events: { load(user: User): Promise<void> };
}

/** A renewal as the other windows hear of it: the refresh token it spent, and who is signed in since. */
export interface Renewed {
  spent: string;
  user: string;
}

/** The windows of this browser: one renews at a time, and tells the others. */
export interface Windows {
  alone<T>(run: () => Promise<T>): Promise<T>;
  /** Fulfilled when the others have had time to hear it. */
  tell(renewed: Renewed): Promise<void>;
  hear(take: (renewed: Renewed) => void): void;
}

/** How long one renewal may hang on a poor network: long, because an answer that is not waited for has spent the token. */
const giveUpSeconds = 20;

/**
 * A refresh token may be used once: the provider takes a second use for theft and ends the session. The library does not hinder it,
 * and a phone that wakes up asks from several sides at once. So one renewal runs at a time, everybody who asks gets its answer, and a
 * window that was opened as a copy of another takes over what the other renewed.
 */
export function renewOneAtATime(manager: Renewing, windows: Windows): void {
  const silent = manager.signinSilent.bind(manager);
  const renew = async (): Promise<User | null> => {
    const before = await manager.stored();
    return windows.alone(async () => {
      const now = await manager.stored();
      if (now?.refresh_token !== before?.refresh_token) return now;
      const fresh = await silent({ silentRequestTimeoutInSeconds: giveUpSeconds });
      if (fresh && now?.refresh_token) await windows.tell({ spent: now.refresh_token, user: fresh.toStorageString() });
      return fresh;
    });
  };
  let running: Promise<User | null> | undefined;
  manager.signinSilent = () => (running ??= renew().finally(() => (running = undefined)));

  const take = async ({ spent, user }: Renewed) => {
    if ((await manager.stored())?.refresh_token !== spent) return;
    const fresh = User.fromStorageString(user);
    await manager.storeUser(fresh);
    await manager.events.load(fresh);
  };
  windows.hear((renewed) => void take(renewed));
}

/** A token to go on with after one was refused: the one that was renewed meanwhile, else a new one. Undefined when there is none. */
export async function tokenAfter(refused: string | undefined, manager: Renewing): Promise<string | undefined> {
  const stored = await manager.stored();
  if (stored && !stored.expired && stored.access_token !== refused) return stored.access_token;
  const fresh = await manager.signinSilent().catch(() => null);
  return fresh?.access_token;
}

const name = 'spil-renewal';
/** The turn of the next window comes when it has heard what the last one told. */
const hearingMs = 50;

/** By the browser's locks and channels; where it has none, each window is on its own. */
export function browserWindows(): Windows {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined;
  return {
    alone: <T>(run: () => Promise<T>) => ('locks' in navigator ? (navigator.locks.request(name, run) as Promise<T>) : run()),
    tell: async (renewed) => {
      channel?.postMessage(renewed);
      if (channel) await new Promise((heard) => setTimeout(heard, hearingMs));
    },
    hear: (take) => {
      if (channel) channel.onmessage = ({ data }: MessageEvent<Renewed>) => take(data);
    },
  };
}
