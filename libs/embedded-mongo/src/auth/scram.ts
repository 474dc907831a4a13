import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/*
 * SCRAM-SHA-256 (RFC 5802, RFC 7677), the server's side.
 */
const ITERATIONS = 15_000;
const derive = promisify(pbkdf2);

/** What the server keeps instead of a password. */
export interface ScramSecret {
  salt: Buffer;
  iterations: number;
  storedKey: Buffer;
  serverKey: Buffer;
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Derives what is kept of a password. */
export async function secretFor(password: string): Promise<ScramSecret> {
  const salt = randomBytes(28);
  const salted = await derive(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  return { salt, iterations: ITERATIONS, storedKey: sha256(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
}

/** One conversation: the client's first message is answered by `challenge`, its second is judged by `finish`. */
export class ScramConversation {
  private constructor(
    readonly user: string,
    private readonly clientFirst: string,
    private readonly nonce: string,
  ) {}

  private serverFirst = '';
  private secret: ScramSecret | undefined;

  /** Reads `n,,n=user,r=nonce`; undefined when it is not that. */
  static start(payload: string, serverNonce = randomBytes(24).toString('base64')): ScramConversation | undefined {
    const match = /^[ny],[^,]*,(n=([^,]*),r=([^,]+))$/.exec(payload);
    if (!match) return undefined;
    const user = (match[2] ?? '').replace(/=2C/g, ',').replace(/=3D/g, '=');
    return new ScramConversation(user, match[1] ?? '', (match[3] ?? '') + serverNonce);
  }

  /** The server's first message. An unknown user gets one too, so that names cannot be tried out. */
  challenge(secret: ScramSecret | undefined): string {
    this.secret = secret;
    const salt = secret?.salt ?? sha256(Buffer.from(`no such user ${this.user}`)).subarray(0, 28);
    this.serverFirst = `r=${this.nonce},s=${salt.toString('base64')},i=${secret?.iterations ?? ITERATIONS}`;
    return this.serverFirst;
  }

  /** The server's proof when the client's is right, undefined when it is not. */
  finish(payload: string): string | undefined {
    const match = /^(c=([^,]+),r=([^,]+)),p=(.+)$/.exec(payload);
    if (!match || !this.secret || match[3] !== this.nonce) return undefined;
    const message = `${this.clientFirst},${this.serverFirst},${match[1]}`;
    const proof = Buffer.from(match[4] ?? '', 'base64');
    const signature = hmac(this.secret.storedKey, message);
    if (proof.length !== signature.length) return undefined;
    const clientKey = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)));
    if (!timingSafeEqual(sha256(clientKey), this.secret.storedKey)) return undefined;
    return `v=${hmac(this.secret.serverKey, message).toString('base64')}`;
  }
}
