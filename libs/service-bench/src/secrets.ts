import { randomBytes } from 'node:crypto';
import { serviceNames, type BusPasswords, type ServiceName } from '@spil/contracts';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** Passwords and keys of a suite that lives as long as one spec. */
export interface BenchSecrets {
  passwords: BusPasswords;
  producerKeys: Record<string, string>;
  sealKeys: Record<string, Buffer>;
  callerKey: JWK;
  callerPublicKey: JWK;
}

/** Fresh ones, never kept. */
export async function benchSecrets(): Promise<BenchSecrets> {
  const secret = (): string => randomBytes(32).toString('base64url');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    passwords: Object.fromEntries([...serviceNames, 'provisioner', 'system'].map((name) => [name, secret()])) as BusPasswords,
    producerKeys: Object.fromEntries(serviceNames.map((name) => [name, secret()])),
    sealKeys: Object.fromEntries(serviceNames.map((name) => [name, randomBytes(32)])),
    callerKey: await exportJWK(privateKey),
    callerPublicKey: await exportJWK(publicKey),
  };
}

/** The environment a service reads its configuration from. */
export function benchEnvironment(
  service: ServiceName,
  at: { nats: string; mongo: string; zones: readonly object[] },
  { passwords, producerKeys, sealKeys, callerPublicKey }: BenchSecrets,
): Record<string, string> {
  const seal = Object.fromEntries(Object.entries(sealKeys).map(([name, key]) => [name, key.toString('base64')]));
  return {
    NATS_URL: at.nats,
    NATS_USER: service,
    NATS_PASSWORD: passwords[service],
    MONGODB_URI: at.mongo,
    LOG_LEVEL: 'error',
    PRODUCER_KEY: producerKeys[service] ?? '',
    PRODUCER_KEYS: JSON.stringify(producerKeys),
    SEAL_KEYS: JSON.stringify(seal),
    CALLER_PUBLIC_KEY: JSON.stringify(callerPublicKey),
    TOPOLOGY: JSON.stringify(at.zones),
  };
}
