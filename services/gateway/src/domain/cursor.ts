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

type Positions = [audience: string, epoch: string, sequence: string][];

const ivBytes = 12;
const tagBytes = 16;
/** What each half is, so that neither passes for the other. */
const halves = { person: Buffer.from('spil feed cursor 2 person'), place: Buffer.from('spil feed cursor 2 place') };
type Half = keyof typeof halves;
/** A longer id would tell that unseen frames went by (T23): sequences have one width, that of the largest safe integer. */
const digits = 16;
/** Padding hides how long the names of audiences are. */
const block = 64;
const form = /^([A-Za-z0-9_-]{40,2000})\.([A-Za-z0-9_-]{40,6000})$/;

/**
 * Seals the id of a frame, AES-256-GCM with a key all gateways share and keep over restarts, so that it can neither be forged nor
 * read for gaps (architecture.md §8). It has two halves: the person, sealed once a connection, and the place, which those who hear
 * one audience only have in common, so that a thousand of them cost one sealing. Somebody who joins his own half to another's place
 * only skips or repeats what his rights let him see anyhow. `random` gives bytes; an id is about 300 characters.
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

  /** The half of an id that says whose it is. */
  person({ sub, zone }: { sub: string; zone: string }): string {
    return this.seal('person', JSON.stringify([sub, zone]));
  }

  /** The half that says where; another text each time it is sealed, so that two of the same place do not tell that they are. */
  place(zone: string, positions: ReadonlyMap<string, Position>): string {
    const wire: Positions = [...positions].map(([audience, { epoch, sequence }]) => [
      audience,
      epoch,
      String(sequence).padStart(digits, '0'),
    ]);
    return this.seal('place', JSON.stringify([zone, wire]));
  }

  /** The cursor in an id, if it is ours and this person's in this zone. Throws CursorInvalid otherwise. */
  open(id: string, person: { sub: string; zone: string }): Cursor {
    const [, whose, where] = form.exec(id) ?? [];
    if (whose === undefined || where === undefined) throw new CursorInvalid('form');
    const [sub, zone] = this.unseal('person', whose) as [string, string];
    const [placeZone, positions] = this.unseal('place', where) as [string, Positions];
    if (sub !== person.sub || zone !== person.zone || placeZone !== person.zone) throw new CursorInvalid('person');
    return {
      sub,
      zone,
      positions: new Map(positions.map(([audience, epoch, sequence]) => [audience, { epoch, sequence: Number(sequence) }])),
    };
  }

  private seal(half: Half, text: string): string {
    const iv = this.nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    cipher.setAAD(halves[half]);
    const padded = text.padEnd(text.length + ((block - (Buffer.byteLength(text) % block)) % block), ' ');
    return Buffer.concat([iv, cipher.update(padded, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** Random bytes are drawn for many ids at once: one by one they cost more than the sealing. None is used twice. */
  private nextIv(): Buffer {
    if (this.pool.length < ivBytes) this.pool = this.random(512 * ivBytes);
    const iv = this.pool.subarray(0, ivBytes);
    this.pool = this.pool.subarray(ivBytes);
    return iv;
  }

  private unseal(half: Half, sealed: string): unknown {
    try {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAAD(halves[half]);
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      return JSON.parse(decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8'));
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
