// The development sign-in over real HTTP: what the console and scripts do, and what must be refused.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessTokenVerifier } from '@spil/identity';
import { InnerPorts } from '../ports';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { People } from './people';
import { RESOURCE, signInProvider } from './provider';
import { SignInPages } from './server';

const console_ = 'http://localhost:3000';
const callback = `${console_}/callback`;

/** A browser as far as the sign-in sees one: keeps cookies, follows nothing by itself. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value.join('='));
    }
    return answer;
  }
}

describe('the development sign-in', () => {
  let folder: string;
  let issuer: string;
  let server: Server;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spil-sign-in-'));
    const port = await new InnerPorts(folder).of('sign-in');
    issuer = `http://localhost:${port}`;
    const people = new People([
      { personId: 'inspector-1', name: 'Ina Demo', roles: ['inspector'], zone: 'demo', title: { nl: 'noord', fr: 'nord' } },
    ]);
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as Record<string, string>;
    const signingKey = { ...jwk, use: 'sig', alg: 'ES256', kid: 'k1' };
    const settings = { issuer, people, signingKey, cookieKey: 'c'.repeat(32), clientSecret: 's'.repeat(32), consoleOrigins: [console_] };
    server = createServer(new SignInPages(signInProvider(settings), people).handle);
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const who = (token: string) => new AccessTokenVerifier({ issuer, audience: RESOURCE }).verify(token);
  const post = (path: string, form: Record<string, string>, origin = console_) =>
    fetch(`${issuer}${path}`, { method: 'POST', headers: { origin }, body: new URLSearchParams(form) });

  async function signInAs(person: string): Promise<{ code: string | null; verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const browser = new Browser();
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid profile offline_access spil',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ui_locales: 'fr',
    });
    const asked = await browser.go(`${issuer}/auth?${query}`);
    const page = new URL(asked.headers.get('location') ?? '', issuer).href;
    expect(await (await browser.go(page)).text()).toContain('Se connecter à Spil');
    const chosen = await browser.go(page, { method: 'POST', body: new URLSearchParams({ person }) });
    const back = await browser.go(new URL(chosen.headers.get('location') ?? '', issuer).href);
    return { code: new URL(back.headers.get('location') ?? callback, issuer).searchParams.get('code'), verifier };
  }

  it('gives the console an access token by code and PKCE, and another by its refresh token', async () => {
    const { code, verifier } = await signInAs('inspector-1');
    const answer = await post('/token', {
      ...{ grant_type: 'authorization_code', client_id: 'console', code: code ?? '' },
      ...{ code_verifier: verifier, redirect_uri: callback },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(console_);
    const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
    expect(await who(tokens.access_token)).toMatchObject({ sub: 'inspector-1', name: 'Ina Demo', roles: ['inspector'], zone: 'demo' });
    const again = await post('/token', { grant_type: 'refresh_token', client_id: 'console', refresh_token: tokens.refresh_token });
    expect(await who(((await again.json()) as { access_token: string }).access_token)).toMatchObject({ sub: 'inspector-1' });
  });

  it('refuses a code without the verifier it was asked with', async () => {
    const { code } = await signInAs('inspector-1');
    const form = { grant_type: 'authorization_code', client_id: 'console', code: code ?? '', redirect_uri: callback };
    expect((await post('/token', { ...form, code_verifier: 'x'.repeat(43) })).status).toBe(400);
  });

  it('does not sign in somebody it does not know', async () => {
    const { code } = await signInAs('chief-of-nowhere');
    expect(code).toBeNull();
  });

  it('does not send anybody to a foreign address', async () => {
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: 'https://elsewhere.example/',
      scope: 'openid',
    });
    const answer = await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('gives a script the token of a person', async () => {
    const ask = (person: string, type = 'application/json') =>
      fetch(`${issuer}/demo-token`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify({ person }) });
    const { access_token: token, expires_in: seconds } = (await (await ask('inspector-1')).json()) as {
      access_token: string;
      expires_in: number;
    };
    expect(seconds).toBe(3_600);
    expect(await who(token)).toMatchObject({ sub: 'inspector-1', roles: ['inspector'] });
    expect((await ask('console')).status).toBe(404);
    expect((await ask('inspector-1', 'text/plain')).status).toBe(404);
  });

  it('gives a machine client a token by client credentials', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'inspector-1' };
    const answer = await post('/token', { ...form, client_secret: 's'.repeat(32) });
    expect(await who(((await answer.json()) as { access_token: string }).access_token)).toMatchObject({ sub: 'inspector-1' });
    expect((await post('/token', { ...form, client_secret: 'wrong' })).status).toBe(401);
  });
});
