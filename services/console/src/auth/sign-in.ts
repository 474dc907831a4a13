import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { callbackPath, type ConsoleConfig } from './config';
import { browserWindows, renewOneAtATime } from './renewal';

interface Journey {
  returnTo?: string;
}

/** The library's manager, whose store can be read without further effect. */
export class SignIn extends UserManager {
  stored(): Promise<User | null> {
    return this._loadUser();
  }
}

/** Authorization code with PKCE; the token stays in this tab's session storage and is renewed by its refresh token before it ends. */
export function createSignIn(config: ConsoleConfig): SignIn {
  const manager = new SignIn({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${location.origin}${callbackPath}`,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: config.scope ?? 'openid profile',
    resource: config.resource,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: 60,
    loadUserInfo: false,
  });
  renewOneAtATime(manager, browserWindows());
  return manager;
}

/** Sends the person to the provider; they come back to the page they are on. */
export const goSignIn = (manager: UserManager, language: string): Promise<void> => {
  const here = `${location.pathname}${location.search}`;
  const returnTo = location.pathname === callbackPath ? '/' : here;
  return manager.signinRedirect({ state: { returnTo } satisfies Journey, ui_locales: language });
};

/** Back from the provider: answers the user and where they were going. Runs once for each address, also when React renders twice. */
let finished: Promise<{ user: User; returnTo: string }> | undefined;
export function finishSignIn(manager: UserManager): Promise<{ user: User; returnTo: string }> {
  finished ??= manager.signinRedirectCallback().then((user) => {
    const { returnTo = '/' } = (user.state ?? {}) as Journey;
    return { user, returnTo: returnTo.startsWith('/') && !returnTo.startsWith('//') ? returnTo : '/' };
  });
  return finished;
}
