import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Caller } from './caller';
import { CallerTokens } from './caller-tokens';

const t0 = Date.parse('2026-01-12T09:30:00.000Z');
let now = t0;
const caller: Caller = {
  sub: 'crew-1',
  roles: ['crew'],
  zone: 'demo',
  assignments: [{ assignmentId: 'a1', role: 'crew', team: 'noord', wijkIds: ['W1'], from: '2026-01-01T00:00:00.000Z' }],
  assignmentVersion: 3,
  purpose: 'administrative',
  task: 'intervention.list-briefings',
  exp: t0 / 1000 + 600,
};
let privateKey: JWK;
let signer: CallerTokens;
let reader: CallerTokens;
const newKey = async (): Promise<JWK> => exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey);

beforeAll(async () => {
  privateKey = await newKey();
});

describe('a caller token', () => {
  const fresh = () => {
    now = t0;
    signer = new CallerTokens({ privateKey, now: () => now });
    reader = new CallerTokens({ publicKey: CallerTokens.publicOf(privateKey), now: () => now });
  };

  it('carries the caller as he is now', async () => {
    fresh();
    expect(await reader.verify(await signer.sign(caller))).toEqual(caller);
  });

  it('lives a minute, also when it was seen before', async () => {
    fresh();
    const token = await signer.sign(caller);
    await reader.verify(token);
    now = t0 + 59_000;
    await reader.verify(token);
    now = t0 + 66_000;
    await expect(reader.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('is made anew when rights or task change, and used again when nothing did', async () => {
    fresh();
    const token = await signer.sign(caller);
    expect(await signer.sign({ ...caller })).toBe(token);
    expect(await signer.sign({ ...caller, assignmentVersion: 4, assignments: [] })).not.toBe(token);
    expect(await signer.sign({ ...caller, task: 'intervention.list-calls' })).not.toBe(token);
    now += 21_000;
    expect(await signer.sign(caller)).not.toBe(token);
  });

  it('cannot be made without the private key, nor with another', async () => {
    fresh();
    await expect(reader.sign(caller)).rejects.toThrow('no caller signing key');
    const forged = await new CallerTokens({ privateKey: await newKey(), now: () => now }).sign({ ...caller, roles: ['administrator'] });
    await expect(reader.verify(forged)).rejects.toMatchObject({ reason: 'signature' });
  });

  it('is refused with another type, issuer, audience, a foreign field or none at all', async () => {
    fresh();
    const key = (await importJWK(privateKey, 'EdDSA')) as CryptoKey;
    const make = (change: { typ?: string; iss?: string; aud?: string; body?: unknown }) =>
      new SignJWT({ caller: change.body ?? caller })
        .setProtectedHeader({ alg: 'EdDSA', typ: change.typ ?? 'spil-caller+jwt' })
        .setIssuer(change.iss ?? 'spil-gateway')
        .setAudience(change.aud ?? 'spil-services')
        .setIssuedAt(t0 / 1000)
        .setExpirationTime(t0 / 1000 + 60)
        .sign(key);
    expect(await reader.verify(await make({}))).toEqual(caller);
    for (const change of [
      { typ: 'at+jwt' },
      { iss: 'wijk' },
      { aud: 'else' },
      { body: { ...caller, god: true } },
      { body: { ...caller, zone: '*' } },
    ]) {
      await expect(reader.verify(await make(change))).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    for (const token of [undefined, '', 'a.b.c', 'x'.repeat(70_000)]) {
      await expect(reader.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('takes Ed25519 keys only', () => {
    expect(() => new CallerTokens({})).toThrow('caller key');
    expect(() => new CallerTokens({ publicKey: { kty: 'oct', k: 'AAAA' } })).toThrow('Ed25519');
  });
});
