import { beforeAll, describe, expect, it } from '@jest/globals';
import { AccessTokenVerifier, bearerOf } from './access-token-verifier';
import { caseAudience as audience, caseIssuer as issuer, caseSeconds as atSeconds, tokenCases, type TokenCases } from './token-cases';
import { ProviderUnreachable } from './refused';

let make: TokenCases;
let now = atSeconds * 1000;
const verifier = (more: object = {}) =>
  new AccessTokenVerifier({ issuer, audience, jwks: make.jwks, algorithms: ['ES256'], now: () => now, ...more });

beforeAll(async () => {
  make = await tokenCases();
});

describe('an access token', () => {
  it('tells who asks, in which zone and roles', async () => {
    now = atSeconds * 1000;
    const identity = await verifier().verify(await make.but({ name: 'Demo', roles: ['crew', 'unheard-of'] }));
    expect(identity).toEqual({ sub: 'inspector-1', name: 'Demo', roles: ['crew'], zone: 'demo', exp: atSeconds + 600 });
  });

  it('is refused in every form a forger may try', async () => {
    now = atSeconds * 1000;
    const table = await make.bad();
    expect(table.length).toBeGreaterThanOrEqual(20);
    const taken: string[] = [];
    for (const [name, token] of table) {
      const answer = await verifier()
        .verify(token)
        .then(() => 'taken')
        .catch((error: { code?: string }) => error.code);
      if (answer !== 'unauthenticated') taken.push(`${name}: ${String(answer)}`);
    }
    expect(taken).toEqual([]);
  });

  it('lives 30 seconds longer than it says and not one more, also when it was seen before', async () => {
    now = atSeconds * 1000;
    const check = verifier();
    const token = await make.but({ exp: atSeconds + 10 });
    await check.verify(token);
    now = (atSeconds + 39) * 1000;
    await check.verify(token);
    now = (atSeconds + 40) * 1000;
    await expect(check.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('is asked of the provider again after a minute', async () => {
    now = atSeconds * 1000;
    let asked = 0;
    const jwks = { keys: make.jwks.keys };
    const check = verifier({ jwks });
    const counting = check as unknown as { keys: (...args: unknown[]) => Promise<unknown> };
    const real = counting.keys;
    counting.keys = (...args) => (asked++, real(...args));
    const token = await make.but({});
    await check.verify(token);
    await check.verify(token);
    expect(asked).toBe(1);
    now += 61_000;
    await check.verify(token);
    expect(asked).toBe(2);
  });

  it('may name its claims as the provider likes', async () => {
    now = atSeconds * 1000;
    const claims = { roles: 'realm_access.roles', zone: 'https://be.example/zone', sub: 'preferred' };
    const token = await make.but({ realm_access: { roles: ['crew'] }, 'https://be.example/zone': 'leuven', preferred: 'crew-1' });
    expect(await verifier({ claims }).verify(token)).toMatchObject({ sub: 'crew-1', roles: ['crew'], zone: 'leuven' });
  });

  it('may have another type when configured', async () => {
    now = atSeconds * 1000;
    const token = await make.but({}, { typ: 'JWT' });
    expect(await verifier({ types: ['JWT'] }).verify(token)).toMatchObject({ sub: 'inspector-1' });
  });

  it('is not judged while the provider cannot be asked', async () => {
    now = atSeconds * 1000;
    const check = verifier({ jwks: undefined, jwksUrl: 'http://127.0.0.1:9/keys' });
    await expect(check.verify(await make.but({}))).rejects.toBeInstanceOf(ProviderUnreachable);
  });

  it('can never be allowed with a shared secret', () => {
    for (const algorithms of [['HS256'], ['none'], ['ES256', 'HS512'], []]) expect(() => verifier({ algorithms })).toThrow('public-key');
  });
});

describe('bearerOf', () => {
  it('takes the bearer form and nothing else', () => {
    expect(bearerOf('Bearer a.b-c_d')).toBe('a.b-c_d');
    expect(bearerOf('bearer a.b.c')).toBe('a.b.c');
    for (const header of [undefined, '', 'Basic abc', 'Bearer', 'Bearer a b', 'Bearer a, Bearer b', 'xBearer a']) {
      expect(bearerOf(header)).toBeUndefined();
    }
  });
});
