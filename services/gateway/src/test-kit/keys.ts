import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { localSettings, natsConfig, serviceNames, type BusPasswords, type ServiceName } from '@spil/contracts';
import { caseAudience, caseIssuer } from '@spil/identity';

export const zones = [
  { zone: 'demo', teams: ['noord', 'zuid'] },
  { zone: 'buur', teams: ['buur'] },
];

/** Everything secret of a world, and the broker's configuration that goes with it. */
export interface Keys {
  passwords: BusPasswords;
  producer: Record<ServiceName, string>;
  seal: Record<ServiceName, Buffer>;
  natsConfig(at: { port: number; storeDir: string }): string;
}

const each = <T>(make: () => T): Record<ServiceName, T> =>
  Object.fromEntries(serviceNames.map((name) => [name, make()])) as Record<ServiceName, T>;

export function makeKeys(): Keys {
  const passwords = { ...each(() => randomUUID()), provisioner: randomUUID(), system: randomUUID() };
  return {
    passwords,
    producer: each(() => randomBytes(32).toString('base64')),
    seal: each(() => randomBytes(32)),
    natsConfig: ({ port, storeDir }) => natsConfig({ ...localSettings(storeDir, port), syncInterval: '2m' }, zones, passwords),
  };
}

/** The environment a gateway would be given in this world. */
export function settingsOf(keys: Keys, { nats, mongo }: { nats: { url: string }; mongo: { uri: string } }): Record<string, string> {
  const caller = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Record<string, string>;
  const { kty, crv, x } = caller;
  return {
    NATS_URL: nats.url,
    NATS_USER: 'gateway',
    NATS_PASSWORD: keys.passwords.gateway,
    MONGODB_URI: mongo.uri,
    HTTP_PORT: '0',
    PRODUCER_KEY: keys.producer.gateway,
    PRODUCER_KEYS: JSON.stringify(keys.producer),
    SEAL_KEYS: JSON.stringify({ gateway: keys.seal.gateway.toString('base64') }),
    CALLER_PUBLIC_KEY: JSON.stringify({ kty, crv, x }),
    CALLER_PRIVATE_KEY: JSON.stringify(caller),
    TOPOLOGY: JSON.stringify(zones),
    OIDC_ISSUER: caseIssuer,
    OIDC_AUDIENCE: caseAudience,
    FEED_CURSOR_KEY: randomBytes(32).toString('base64'),
    RATE_PUBLIC: '1000',
  };
}
