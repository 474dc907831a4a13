import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { serviceNames, type BusPasswords, type ServiceName } from '@spil/contracts';
import { readKept, writePrivate } from './files';

type Jwk = Record<string, string>;

/** Everything random this suite runs on: made at its first start, kept for itself, never printed. */
export interface Secrets {
  readonly nats: BusPasswords;
  readonly mongo: Record<ServiceName | 'admin', string>;
  /** HMAC keys with which a service authenticates what it publishes (architecture.md §6, wall 2). */
  readonly producerKeys: Record<ServiceName, string>;
  /** AES-256 keys that wrap the record keys of sealed fields, 32 bytes in base64 (wall 3). */
  readonly sealKeys: Record<ServiceName, string>;
  /** Ed25519: the gateway signs who is asking, every service checks it. */
  readonly caller: { readonly privateKey: Jwk; readonly publicKey: Jwk };
  /** Seals the cursors of live feeds; kept over restarts so that a browser can resume. 32 bytes in base64. */
  readonly cursorKey: string;
  readonly signIn: { readonly signingKey: Jwk; readonly cookieKey: string; readonly clientSecret: string };
}

const password = (): string => randomBytes(24).toString('base64url');
const key = (): string => randomBytes(32).toString('base64');
const each = <K extends string>(names: readonly K[], make: () => string): Record<K, string> =>
  Object.fromEntries(names.map((name) => [name, make()])) as Record<K, string>;

function ed25519(): Secrets['caller'] {
  const pair = generateKeyPairSync('ed25519');
  return { privateKey: pair.privateKey.export({ format: 'jwk' }) as Jwk, publicKey: pair.publicKey.export({ format: 'jwk' }) as Jwk };
}

function signingKey(): Jwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...(privateKey.export({ format: 'jwk' }) as Jwk), use: 'sig', alg: 'ES256', kid: randomBytes(8).toString('hex') };
}

const make = (): Secrets => ({
  nats: each([...serviceNames, 'provisioner', 'system'] as const, password),
  mongo: each([...serviceNames, 'admin'] as const, password),
  producerKeys: each(serviceNames, key),
  sealKeys: each(serviceNames, key),
  caller: ed25519(),
  cursorKey: key(),
  signIn: { signingKey: signingKey(), cookieKey: password(), clientSecret: password() },
});

/** New keys in the place of lost ones would leave every sealed text and every database unreadable for ever. */
const lost = 'put it back from a backup, or give up all that is stored and begin anew with npm start -- --fresh';

/** Reads them, or makes and keeps them; a part that a newer release needs is added to what is there. */
export function secretsIn(dir: string): Secrets {
  const file = join(dir, 'secrets.json');
  const kept = readKept<Partial<Secrets>>(file, lost);
  const made = make();
  const secrets = kept === undefined ? made : { ...made, ...merged(made, kept) };
  writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

const merged = (made: Secrets, kept: Partial<Secrets>): Partial<Secrets> => ({
  ...kept,
  nats: { ...made.nats, ...kept.nats },
  mongo: { ...made.mongo, ...kept.mongo },
  producerKeys: { ...made.producerKeys, ...kept.producerKeys },
  sealKeys: { ...made.sealKeys, ...kept.sealKeys },
});
