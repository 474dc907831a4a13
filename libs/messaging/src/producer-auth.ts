import { hash, timingSafeEqual } from 'node:crypto';

/** Keys of the services this one may listen to, and its own for what it produces. Keys are 32 bytes or more, base64url. */
export interface ProducerKeys {
  own?: { service: string; key: string };
  listeningTo: Partial<Record<string, string>>;
}

/**
 * Says who stored a message. Publish permissions cannot: the broker itself can be made to store a message under a foreign
 * subject by naming that subject as a reply (architecture.md §6, wall 2; F43).
 */
export class ProducerAuth {
  private readonly own: HmacKey | undefined;
  private readonly heard = new Map<string, HmacKey>();

  constructor(keys: ProducerKeys) {
    this.own = keys.own && new HmacKey(keys.own.key);
    if (keys.own && this.own) this.heard.set(keys.own.service, this.own);
    for (const [producer, key] of Object.entries(keys.listeningTo)) if (key !== undefined) this.heard.set(producer, new HmacKey(key));
  }

  /** HMAC-SHA256 over subject, id and body, base64url. Throws when this service has no key of its own. */
  sign(subject: string, id: string, body: Uint8Array): string {
    if (!this.own) throw new Error('this service has no producer key: it cannot publish');
    if (!isAscii(subject + id)) throw new TypeError('subjects and ids are ASCII');
    return this.own.mac(`${subject}\n${id}\n`, body);
  }

  /** True only when `token` was made by `producer` for exactly this subject, id and body. */
  verify(producer: string, subject: string, stamped: { id: string; body: Uint8Array; token: string }): boolean {
    const key = this.heard.get(producer);
    if (!key || !isAscii(subject + stamped.id)) return false;
    const given = Buffer.from(stamped.token, 'latin1');
    const right = Buffer.from(key.mac(`${subject}\n${stamped.id}\n`, stamped.body), 'latin1');
    return given.length === right.length && timingSafeEqual(given, right);
  }
}

const BLOCK = 64;
const DIGEST = 32;
/** Where a message is laid behind the key for hashing; grows to the largest one seen. */
let scratch = Buffer.allocUnsafe(16_384);

/**
 * HMAC-SHA256 (RFC 2104) by two one-shot hashes. `createHmac` makes a native object for every message, which costs twice as much
 * and, being collected late, half as much again in garbage collection.
 */
class HmacKey {
  private readonly inner = Buffer.alloc(BLOCK, 0x36);
  private readonly outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);

  constructor(text: string) {
    const key = Buffer.from(text, 'base64url');
    if (key.length < DIGEST) throw new Error('a producer key must be 32 bytes, base64url');
    const block = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
    block.forEach((byte, i) => {
      this.inner[i] = byte ^ 0x36;
      this.outer[i] = byte ^ 0x5c;
    });
  }

  /** The code of `head` (ASCII) followed by `body`, base64url. */
  mac(head: string, body: Uint8Array): string {
    const length = BLOCK + head.length + body.length;
    if (length > scratch.length) scratch = Buffer.allocUnsafe(length * 2);
    this.inner.copy(scratch);
    scratch.write(head, BLOCK, 'latin1');
    scratch.set(body, BLOCK + head.length);
    this.outer.write(hash('sha256', scratch.subarray(0, length), 'binary'), BLOCK, 'latin1');
    return hash('sha256', this.outer, 'base64url');
  }
}

// Written as latin1, characters above 255 would be folded into others: two subjects could have one code.
const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);
