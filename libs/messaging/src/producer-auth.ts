import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Keys of the services this one may listen to, and its own for what it produces. Keys are 32 bytes, base64url. */
export interface ProducerKeys {
  own?: { service: string; key: string };
  listeningTo: Partial<Record<string, string>>;
}

/**
 * Says who stored a message. Publish permissions cannot: the broker itself can be made to store a message under a foreign
 * subject by naming that subject as a reply (architecture.md §6, wall 2; F43).
 */
export class ProducerAuth {
  private readonly own: KeyObject | undefined;
  private readonly heard = new Map<string, KeyObject>();

  constructor(keys: ProducerKeys) {
    this.own = keys.own && secret(keys.own.key);
    if (keys.own && this.own) this.heard.set(keys.own.service, this.own);
    for (const [producer, key] of Object.entries(keys.listeningTo)) if (key !== undefined) this.heard.set(producer, secret(key));
  }

  /** HMAC-SHA256 over subject, id and body, base64url. Throws when this service has no key of its own. */
  sign(subject: string, id: string, body: Uint8Array): string {
    if (!this.own) throw new Error('this service has no producer key: it cannot publish');
    return mac(this.own, subject, id, body);
  }

  /** True only when `token` was made by `producer` for exactly this subject, id and body. */
  verify(producer: string, subject: string, stamped: { id: string; body: Uint8Array; token: string }): boolean {
    const key = this.heard.get(producer);
    if (!key) return false;
    const given = Buffer.from(stamped.token, 'latin1');
    const right = Buffer.from(mac(key, subject, stamped.id, stamped.body), 'latin1');
    return given.length === right.length && timingSafeEqual(given, right);
  }
}

const mac = (key: KeyObject, subject: string, id: string, body: Uint8Array): string =>
  createHmac('sha256', key).update(`${subject}\n${id}\n`).update(body).digest('base64url');

function secret(key: string): KeyObject {
  const bytes = Buffer.from(key, 'base64url');
  if (bytes.length < 32) throw new Error('a producer key must be 32 bytes, base64url');
  return createSecretKey(bytes);
}
