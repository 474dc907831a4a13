import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';

/** Where a reader is in one audience's stream: its epoch (the moment the stream was made) and the last sequence seen. */
export interface Position {
  epoch: string;
  sequence: number;
}

/** Everything a connection needs to go on where it was cut. */
export interface Cursor {
  sub: string;
  zone: string;
  positions: ReadonlyMap<string, Position>;
}

/** The id was not made by us, or for somebody else; both look the same from outside (T6). */
export class CursorInvalid extends Error {
  readonly code = 'feed.cursor-invalid';
  constructor(readonly reason: 'form' | 'seal' | 'person') {
    super(`cursor invalid: ${reason}`);
    this.name = 'CursorInvalid';
  }
}

type Wire = [version: 1, sub: string, zone: string, positions: [audience: string, epoch: string, sequence: number][]];

const ivBytes = 12;
const tagBytes = 16;
const aad = Buffer.from('spil feed cursor 1');
/** Padding hides how many digits a sequence has: a longer id would tell that unseen frames went by (T23). */
const block = 64;

/**
 * Seals positions into the id of a frame: AES-256-GCM with a key all gateways share and keep over restarts, so that it can
 * neither be forged nor read for gaps (architecture.md §8). `random` gives bytes; an id is about 200 characters.
 */
export class CursorSeal {
  private readonly key: KeyObject;
  private pool: Buffer = Buffer.alloc(0);

  constructor(
    key: Uint8Array,
    private readonly random: (bytes: number) => Buffer,
  ) {
    if (key.length !== 32) throw new Error('the cursor key must be 32 bytes');
    this.key = createSecretKey(Buffer.from(key));
  }

  seal({ sub, zone, positions }: Cursor): string {
    const wire: Wire = [1, sub, zone, [...positions].map(([audience, { epoch, sequence }]) => [audience, epoch, sequence])];
    const text = JSON.stringify(wire);
    const iv = this.nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    cipher.setAAD(aad);
    const padded = text.padEnd(Math.ceil(Buffer.byteLength(text) / block) * block, ' ');
    return Buffer.concat([iv, cipher.update(padded, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** The cursor in an id, if it is ours and this person's in this zone. Throws CursorInvalid otherwise. */
  open(id: string, person: { sub: string; zone: string }): Cursor {
    if (!/^[A-Za-z0-9_-]{40,6000}$/.test(id)) throw new CursorInvalid('form');
    const [, sub, zone, positions] = this.unseal(Buffer.from(id, 'base64url'));
    if (sub !== person.sub || zone !== person.zone) throw new CursorInvalid('person');
    return { sub, zone, positions: new Map(positions.map(([audience, epoch, sequence]) => [audience, { epoch, sequence }])) };
  }

  /** Random bytes are drawn for many ids at once: one by one they cost more than the sealing. None is used twice. */
  private nextIv(): Buffer {
    if (this.pool.length < ivBytes) this.pool = this.random(512 * ivBytes);
    const iv = this.pool.subarray(0, ivBytes);
    this.pool = this.pool.subarray(ivBytes);
    return iv;
  }

  private unseal(bytes: Buffer): Wire {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAAD(aad);
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      const text = decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      return JSON.parse(text) as Wire;
    } catch {
      throw new CursorInvalid('seal');
    }
  }
}

/** What a stream can still give. */
export interface StreamReach {
  epoch: string;
  /** Sequence of the oldest message that is still there; one more than `last` when there is none. */
  first: number;
  last: number;
}

/**
 * Whether everything after a position can still be given: `complete`, or why not (F47). A position beyond the end means that
 * the stream went back in time (a restored copy), which is another epoch in all but name.
 */
export function resumable(position: Position, reach: StreamReach): 'complete' | 'other-epoch' | 'too-old' {
  if (position.epoch !== reach.epoch || position.sequence > reach.last) return 'other-epoch';
  return position.sequence < reach.first - 1 ? 'too-old' : 'complete';
}
