import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from 'oidc-client-ts';
import { useNavigate } from 'react-router';
import { ApiClient } from '../api/client';
import { callbackPath, loadConfig, type ConsoleConfig } from '../auth/config';
import { personOf, type Person } from '../auth/person';
import { forgetPerson, rememberedPerson, rememberPerson } from '../auth/remembered';
import { tokenAfter } from '../auth/renewal';
import { createSignIn, finishSignIn, goSignIn, type SignIn } from '../auth/sign-in';

type Status = 'starting' | 'signed-out' | 'signed-in' | 'unreachable' | 'failed';

export interface Session {
  status: Status;
  config?: ConsoleConfig;
  person?: Person;
  /** The token ended and could not be renewed, or there was no network to sign in; what is on the screen stays. */
  expired: boolean;
  api: ApiClient;
  signIn(): void;
  signOut(): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** The session; only inside SessionProvider. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

/** The person who is signed in; only on pages behind sign-in. */
export function usePerson(): Person {
  const { person } = useSession();
  if (!person) throw new Error('usePerson before sign-in');
  return person;
}

export const useApi = (): ApiClient => useSession().api;

/** Reads settings, finishes a sign-in that is under way, and says who is here. */
function useSignInState() {
  const [status, setStatus] = useState<Status>('starting');
  const [config, setConfig] = useState<ConsoleConfig>();
  const [manager, setManager] = useState<SignIn>();
  const [user, setUser] = useState<User | null>(null);
  const [offline, setOffline] = useState<Person>();
  const [expired, setExpired] = useState(false);
  const navigate = useNavigate();

  useEffect(() => {
    let gone = false;
    const take = (found: User | null) => {
      if (gone) return;
      // Opened without network: who worked here last goes on taking notes; they are sent after signing in.
      const last = found || navigator.onLine ? undefined : rememberedPerson(Date.now());
      setUser(found);
      setOffline(last);
      setExpired(found?.expired ?? last !== undefined);
      setStatus(found || last ? 'signed-in' : 'signed-out');
    };
    void loadConfig()
      .then(
        async (loaded) => {
          const created = createSignIn(loaded);
          if (gone) return;
          setConfig(loaded);
          setManager(created);
          created.events.addUserLoaded(take);
          created.events.addAccessTokenExpired(() => setExpired(true));
          if (location.pathname !== callbackPath) return take(await created.getUser());
          const { user: back, returnTo } = await finishSignIn(created);
          take(back);
          if (!gone) void navigate(returnTo, { replace: true });
        },
        () => setStatus('unreachable'),
      )
      .catch(() => setStatus('failed'));
    return () => {
      gone = true;
    };
    // Once: the address changes while signing in.
  }, []);
  return { status, config, manager, user, offline, expired, setExpired, setStatus };
}

/** A session that ended for want of network goes on when there is network again, or when the page is looked at again. */
function useRenewedWhenBack(manager: SignIn | undefined, expired: boolean): void {
  useEffect(() => {
    if (!manager || !expired) return;
    // A renewal that succeeds is told as a user who was loaded. One that fails leaves the notice where it is.
    const again = () => void manager.signinSilent().catch(() => undefined);
    const seen = () => document.visibilityState === 'visible' && again();
    addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [manager, expired]);
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const { status, config, manager, user, offline, expired, setExpired, setStatus } = useSignInState();
  const { i18n } = useTranslation();
  useRenewedWhenBack(manager, expired);

  const api = useMemo(
    () =>
      new ApiClient({
        current: () => user?.access_token,
        renew: async (refused) => {
          const fresh = manager && (await tokenAfter(refused, manager));
          if (!fresh) setExpired(true);
          return fresh;
        },
      }),
    [manager, user, setExpired],
  );

  const person = useMemo(() => (user ? personOf(user.access_token, user.profile) : offline), [user, offline]);
  useEffect(() => {
    if (user && person) rememberPerson(person, Date.now());
  }, [user, person]);

  const session = useMemo<Session>(
    () => ({
      status,
      config,
      person,
      expired,
      api,
      signIn: () => void (manager && goSignIn(manager, i18n.language).catch(() => setStatus('unreachable'))),
      signOut: () => {
        forgetPerson();
        void manager?.signoutRedirect().catch(() => manager.removeUser().then(() => location.assign('/')));
      },
    }),
    [status, config, person, expired, api, manager, i18n, setStatus],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}
