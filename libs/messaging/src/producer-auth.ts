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
    const head = headOf(subject, id);
    if (!isAscii(head)) throw new TypeError('subjects and ids are ASCII');
    return this.own.mac(head, body);
  }

  /** True only when `token` was made by `producer` for exactly this subject, id and body. */
  verify(producer: string, subject: string, stamped: { id: string; body: Uint8Array; token: string }): boolean {
    const key = this.heard.get(producer);
    const head = headOf(subject, stamped.id);
    return key !== undefined && isAscii(head) && same(stamped.token, key.mac(head, stamped.body));
  }
}

const headOf = (subject: string, id: string): string => `${subject}\n${id}\n`;

const BLOCK = 64;
const DIGEST = 32;
/** Length of a code in base64url. */
const CODE = 43;
const given = Buffer.alloc(CODE);
const right = Buffer.alloc(CODE);

/** Compares two codes in constant time; what is not of a code's length is no code. */
function same(token: string, code: string): boolean {
  if (token.length !== CODE || code.length !== CODE) return false;
  given.write(token, 'latin1');
  right.write(code, 'latin1');
  return timingSafeEqual(given, right);
}

/**
 * HMAC-SHA256 (RFC 2104) by two one-shot hashes. `createHmac` makes a native object for every message, which costs twice as much
 * and, being collected late, half as much again in garbage collection.
 */
class HmacKey {
  /** The inner pad, behind which a message is laid for hashing; grows to the largest one seen. */
  private inner = Buffer.alloc(4_096, 0x36);
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
    const from = BLOCK + head.length;
    const length = from + body.length;
    if (length > this.inner.length) this.inner = Buffer.concat([this.inner.subarray(0, BLOCK)], length * 2);
    this.inner.write(head, BLOCK, 'latin1');
    this.inner.set(body, from);
    this.outer.write(hash('sha256', new Uint8Array(this.inner.buffer, this.inner.byteOffset, length), 'binary'), BLOCK, 'latin1');
    return hash('sha256', this.outer, 'base64url');
  }
}

// Written as latin1, characters above 255 would be folded into others: two subjects could have one code.
const isAscii = (text: string): boolean => !notAscii.test(text);
const notAscii = /[^\x00-\x7f]/;
