import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonical } from './line';

/** A record that was asked about, and what it is called in the log. */
export interface Named {
  recordId: string;
  subjectType: string;
  pseudonym: string;
}

/** What a service says of its read log at a moment, and which lines it gave to whom asked about these records. */
export interface CheckpointFacts {
  service: string;
  /** Lines the log then had, and the root over them (hex). */
  size: number;
  root: string;
  at: string;
  /** What was asked: lines of this zone about these records, as what such a record may be, at places below `before`. */
  zone: string;
  asked: string[];
  subjectTypes: string[];
  before?: number;
  /** Names of those that were read. */
  about: Named[];
  /**
   * Places of the lines given, newest first, and whether older ones are there: of what was given nothing can be left out unseen. That
   * it was all there was holds as far as the log itself is as it was written (`npm run audit -- verify`).
   */
  lines: number[];
  more: boolean;
}
export interface Checkpoint extends CheckpointFacts {
  /** Ed25519, SubjectPublicKeyInfo in base64; its fingerprint is the SHA-256 of those bytes, in hex. */
  publicKey: string;
  fingerprint: string;
  /** Over the text of everything above, base64. */
  signature: string;
}

/**
 * The text that is signed: origin, size and root as in a checkpoint of a transparency log (C2SP tlog-checkpoint), then everything
 * that is said, whole, so that one text has one meaning only.
 */
export function checkpointText(facts: CheckpointFacts): string {
  const { service, size, root, at, zone, asked, subjectTypes, before, about, lines, more } = facts;
  const base64 = Buffer.from(root, 'hex').toString('base64');
  const said = canonical({ service, size, root, at, zone, asked, subjectTypes, before, about, lines, more });
  return `spil/${service}/read-log\n${size}\n${base64}\n${said}\n`;
}

/** DER of an Ed25519 private key up to its seed (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs checkpoints of one service. */
export class CheckpointKey {
  private readonly key: KeyObject;
  readonly publicKey: string;

  /** Throws when the seed is not 32 bytes. */
  constructor(seed: Buffer) {
    if (seed.length !== 32) throw new Error('the seed of a checkpoint key has 32 bytes');
    this.key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).toString('base64');
  }

  sign(facts: CheckpointFacts): Checkpoint {
    const signature = sign(null, Buffer.from(checkpointText(facts)), this.key).toString('base64');
    return { ...facts, publicKey: this.publicKey, fingerprint: fingerprintOf(this.publicKey), signature };
  }
}

/** What a key is known by, on paper and by telephone. */
export const fingerprintOf = (publicKey: string): string => createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** True when the key that is in it signed exactly this, and is known by the fingerprint that is in it. Never throws. */
export function isSigned(checkpoint: Checkpoint): boolean {
  const { publicKey, fingerprint, signature } = checkpoint;
  // Base64 is read leniently: another spelling of the same bytes is another text, and not what was signed.
  const exact = [publicKey, signature].every((text) => Buffer.from(text, 'base64').toString('base64') === text);
  if (!exact || fingerprintOf(publicKey) !== fingerprint) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(checkpointText(checkpoint)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
