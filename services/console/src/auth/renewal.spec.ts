import { describe, expect, it } from '@jest/globals';
import { User } from 'oidc-client-ts';
import { renewOneAtATime, tokenAfter, type Renewed, type Renewing, type Windows } from './renewal';

const userWith = (round: number, endsIn = 3_600): User =>
  new User({
    access_token: `access-${round}`,
    refresh_token: `refresh-${round}`,
    token_type: 'Bearer',
    expires_at: Math.floor(Date.now() / 1_000) + endsIn,
    profile: { sub: 'ina', iss: 'https://issuer', aud: 'console', exp: 0, iat: 0 },
  });
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A provider that ends the session when a refresh token comes twice, as ours does. */
class Provider {
  readonly uses: string[] = [];
  reachable = true;
  async refresh(token: string | undefined): Promise<User> {
    await pause();
    if (!this.reachable) throw new TypeError('no network');
    if (token === undefined || this.uses.includes(token)) throw new Error('invalid_grant');
    this.uses.push(token);
    return userWith(this.uses.length);
  }
}

/** One window as the library keeps it; `copy` is a window that was opened from it. */
class Window implements Renewing {
  user: User | null = userWith(0, -10);
  readonly loaded: string[] = [];
  readonly events = {
    load: async ({ access_token }: User) => {
      this.loaded.push(access_token);
    },
  };
  constructor(private readonly provider: Provider) {}
  stored = async () => this.user;
  storeUser = async (user: User | null) => {
    this.user = user;
  };
  signinSilent = async (): Promise<User | null> => {
    this.user = await this.provider.refresh(this.user?.refresh_token);
    return this.user;
  };
}

function browser(): Windows {
  const heard: ((renewed: Renewed) => void)[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  return {
    alone: <T>(run: () => Promise<T>) => {
      const mine = turn.then(run, run);
      turn = mine.catch(() => undefined);
      return mine;
    },
    tell: async (renewed) => {
      heard.forEach((take) => take(renewed));
      await pause();
    },
    hear: (take) => void heard.push(take),
  };
}

describe('renewing a token', () => {
  it('happens once for all who ask at once, and again when it is needed again', async () => {
    const provider = new Provider();
    const window = new Window(provider);
    renewOneAtATime(window, browser());
    const answers = await Promise.all([window.signinSilent(), tokenAfter('access-0', window), tokenAfter('access-0', window)]);
    expect([answers[0]?.access_token, ...answers.slice(1)]).toEqual(['access-1', 'access-1', 'access-1']);
    expect((await window.signinSilent())?.access_token).toBe('access-2');
    expect(provider.uses).toEqual(['refresh-0', 'refresh-1']);
  });

  it('does not happen for a token that was renewed before its refusal was read', async () => {
    const provider = new Provider();
    const window = new Window(provider);
    renewOneAtATime(window, browser());
    window.user = userWith(7);
    expect(await tokenAfter('access-0', window)).toBe('access-7');
    expect(provider.uses).toEqual([]);
  });

  it('fails without network, for all, and works when it is tried again', async () => {
    const provider = new Provider();
    const window = new Window(provider);
    renewOneAtATime(window, browser());
    provider.reachable = false;
    expect(await Promise.all([tokenAfter('access-0', window), tokenAfter('access-0', window)])).toEqual([undefined, undefined]);
    provider.reachable = true;
    expect(await tokenAfter('access-0', window)).toBe('access-1');
  });

  it('happens in one of two windows that hold the same sign-in; the other takes it over', async () => {
    const provider = new Provider();
    const [one, copy, stranger] = [new Window(provider), new Window(provider), new Window(provider)];
    stranger.user = userWith(9);
    const windows = browser();
    for (const window of [one, copy, stranger]) renewOneAtATime(window, windows);
    const answers = await Promise.all([one.signinSilent(), copy.signinSilent()]);
    expect(answers.map((user) => user?.access_token)).toEqual(['access-1', 'access-1']);
    expect([provider.uses, copy.loaded, stranger.user?.access_token]).toEqual([['refresh-0'], ['access-1'], 'access-9']);
  });
});
