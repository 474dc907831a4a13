import { createHmac } from 'node:crypto';
import type { ServiceName } from '@spil/contracts';

/** Sealing keys as SEAL_KEYS gives them: by service, base64. */
type SealKeys = Readonly<Record<string, string>>;

/** A service's own sealing key. Throws when there is none: from nothing everybody could derive the same secrets. */
export function ownSealKey(service: ServiceName, keys: SealKeys): string {
  const own = keys[service];
  if (!own) throw new Error(`SEAL_KEYS has no key of ${service} itself`);
  return own;
}

/** A secret for one purpose: derived, so that it stays the same over restarts and replicas and no further secret has to be kept. */
export const derivedKey = (service: ServiceName, keys: SealKeys, purpose: string): Buffer =>
  createHmac('sha256', ownSealKey(service, keys)).update(purpose).digest();
