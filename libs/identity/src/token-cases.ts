import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';
import { createHmac } from 'node:crypto';

export const caseIssuer = 'https://sign-in.example';
export const caseAudience = 'https://spil.example/api';
/** 2026-01-12T09:30:00Z, in seconds. */
export const caseSeconds = 1_768_210_200;

type Part = Record<string, unknown>;
const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const byHand = (head: unknown, body: unknown, signature = ''): string => `${encode(head)}.${encode(body)}.${signature}`;

/** A made-up provider: its public keys, good tokens, and the table of bad ones every edge must refuse (T7). For tests. */
export interface TokenCases {
  jwks: JSONWebKeySet;
  /** A good token but for these claims (undefined takes one out) and header fields. */
  but(claims: Part, header?: Part, key?: CryptoKey): Promise<string>;
  bad(): Promise<[name: string, token: string][]>;
}

/** Makes the provider. `seconds` is the present of its tokens; issuer and audience are `caseIssuer` and `caseAudience`. */
export async function tokenCases(seconds = caseSeconds): Promise<TokenCases> {
  const own = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256', { extractable: true });
  const rsa = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const publicJwk: JWK = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const claims: Part = {
    iss: caseIssuer,
    aud: caseAudience,
    sub: 'inspector-1',
    roles: ['inspector'],
    zone: 'demo',
    iat: seconds - 10,
    exp: seconds + 600,
  };
  const but: TokenCases['but'] = (changes, header = {}, key = own.privateKey) => {
    const kept = Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined);
    return new SignJWT(Object.fromEntries(kept)).setProtectedHeader({ ...goodHeader, ...header } as typeof goodHeader).sign(key);
  };
  const strangerJwk = await exportJWK(stranger.publicKey);
  const parts = { but, claims, publicJwk, stranger: stranger.privateKey, strangerJwk, rsa: rsa.privateKey, seconds };
  const bad = async (): Promise<[string, string][]> => [
    ...(await badForms(parts)),
    ...(await badSigners(parts)),
    ...(await badClaims(parts)),
  ];
  return { jwks: { keys: [publicJwk] }, but, bad };
}

const goodHeader = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };

interface Parts {
  but: TokenCases['but'];
  claims: Part;
  publicJwk: JWK;
  stranger: CryptoKey;
  strangerJwk: JWK;
  rsa: CryptoKey;
  seconds: number;
}

async function badForms({ but, claims }: Parts): Promise<[string, string][]> {
  const [head, body, signature] = (await but({})).split('.') as [string, string, string];
  return [
    ['no token at all', ''],
    ['words', 'not-a-token'],
    ['two parts', `${head}.${body}`],
    ['five parts', `${head}.${body}.${signature}.${head}.${body}`],
    ['not base64url', `${head}.~~~.${signature}`],
    ['an unknown critical header', byHand({ ...goodHeader, crit: ['x'], x: 1 }, claims, signature)],
    ['claims changed after signing', `${head}.${encode({ ...claims, roles: ['administrator'] })}.${signature}`],
    ['signature cut off', `${head}.${body}.`],
    ['signature of another token', `${head}.${body}.${(await but({ sub: 'x' })).split('.')[2] as string}`],
    ['a very long token', `${head}.${body}.${'A'.repeat(9_000)}`],
    ['an ID token', await but({}, { typ: 'JWT' })],
    ['no type', await but({}, { typ: undefined })],
    ['a logout token', await but({}, { typ: 'logout+jwt' })],
  ];
}

async function badSigners({ but, claims, publicJwk, stranger, strangerJwk, rsa }: Parts): Promise<[string, string][]> {
  const hmacInput = `${encode({ ...goodHeader, alg: 'HS256' })}.${encode(claims)}`;
  const hmac = createHmac('sha256', JSON.stringify(publicJwk)).update(hmacInput).digest('base64url');
  return [
    ['alg none', byHand({ ...goodHeader, alg: 'none' }, claims)],
    ['alg none in odd case', byHand({ ...goodHeader, alg: 'nOnE' }, claims)],
    ['HS256 with the public key as secret', `${hmacInput}.${hmac}`],
    ['an algorithm that is not listed', await but({}, { alg: 'RS256' }, rsa)],
    ['signed by a stranger under our key id', await but({}, {}, stranger)],
    ['an unknown key id', await but({}, { kid: 'k2' }, stranger)],
    ['its own key in the header', await but({}, { kid: undefined, jwk: strangerJwk }, stranger)],
    ['a key address in the header', await but({}, { jku: 'https://evil.example/keys' }, stranger)],
    ['a certificate address in the header', await but({}, { x5u: 'https://evil.example/x' }, stranger)],
  ];
}

async function badClaims({ but, seconds }: Parts): Promise<[string, string][]> {
  const table: [string, Part][] = [
    ['another issuer', { iss: 'https://evil.example' }],
    ['no issuer', { iss: undefined }],
    ['issuer with a slash more', { iss: `${caseIssuer}/` }],
    ['another audience', { aud: 'https://other.example' }],
    ['no audience', { aud: undefined }],
    ['expired beyond tolerance', { exp: seconds - 31 }],
    ['no expiry', { exp: undefined }],
    ['expiry as text', { exp: `${seconds + 600}` }],
    ['not yet valid', { nbf: seconds + 60 }],
    ['issued in the future', { iat: seconds + 60 }],
    ['no time of issue', { iat: undefined }],
    ['nobody', { sub: undefined }],
    ['an injection as person', { sub: '{"$ne":null}' }],
    ['an object as person', { sub: { $ne: '' } }],
    ['no zone', { zone: undefined }],
    ['a wildcard as zone', { zone: '*' }],
    ['a subject as zone', { zone: 'demo.>' }],
    ['two zones', { zone: ['demo', 'other'] }],
    ['no roles', { roles: undefined }],
    ['roles as an object', { roles: { administrator: true } }],
    ['bounds that cannot be read', { assignments: [{ role: 'king' }] }],
  ];
  return Promise.all(table.map(async ([name, change]): Promise<[string, string]> => [name, await but(change)]));
}
