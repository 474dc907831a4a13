import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import { callerShape } from './caller-shape';
import type { Caller } from './caller';
import { refusalOf, TokenRefused } from './refused';
import { TokenCache } from './token-cache';

export interface CallerKeys {
  /** Ed25519 private JWK; only the gateway has it. */
  privateKey?: JWK;
  /** Ed25519 public JWK, for services. Derived from the private one when absent. */
  publicKey?: JWK;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const issuer = 'spil-gateway';
const audience = 'spil-services';
const type = 'spil-caller+jwt';
const lifeSeconds = 60;
/** A signed token is used again while it has at least this long to live: signing costs more than all else of a request. */
const leastSeconds = 40;

/**
 * The rights of the person asking travel with every request over the bus (T4): made and signed by the gateway, checked by
 * the service that owns the data. A stolen one is good for a minute, for that person's own rights, and records are keyed by
 * idempotency, so sending it again changes nothing.
 */
export class CallerTokens {
  private readonly signed = new TokenCache<string>(lifeSeconds - leastSeconds, 5_000);
  private readonly verified = new TokenCache<Caller>(lifeSeconds, 5_000);
  private readonly now: () => number;
  private signing: Promise<CryptoKey> | undefined;
  private verifying: Promise<CryptoKey> | undefined;

  constructor(private readonly keys: CallerKeys) {
    if (!keys.privateKey && !keys.publicKey) throw new Error('a caller key is needed: the private one to sign, the public one to verify');
    for (const key of [keys.privateKey, keys.publicKey]) {
      if (key && (key.kty !== 'OKP' || key.crv !== 'Ed25519')) throw new Error('a caller key is an Ed25519 JWK');
    }
    this.now = keys.now ?? Date.now;
  }

  /** The public half of a private Ed25519 JWK, for the services' configuration. */
  static publicOf({ kty, crv, x }: JWK): JWK {
    return { kty, crv, x } as JWK;
  }

  /** A compact EdDSA JWT that lives 60 s and never longer than the session. Only with the private key. */
  async sign(caller: Caller): Promise<string> {
    if (!this.keys.privateKey) throw new Error('this program has no caller signing key');
    const now = this.now();
    const { exp, ...claims } = caller;
    const cacheKey = JSON.stringify([claims, exp]);
    const kept = this.signed.get(cacheKey, now);
    if (kept !== undefined) return kept;
    this.signing ??= importKey(this.keys.privateKey);
    const seconds = Math.floor(now / 1000);
    // The session may be inside the verifier's 30 s of clock tolerance already.
    const ends = Math.min(seconds + lifeSeconds, exp + 30);
    const token = await new SignJWT({ caller: { ...claims, exp } })
      .setProtectedHeader({ alg: 'EdDSA', typ: type })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(ends)
      .sign(await this.signing);
    this.signed.put(cacheKey, token, { now, endsAt: exp * 1000 });
    return token;
  }

  /** The caller a token speaks for. Throws TokenRefused for everything that is not exactly ours and alive. */
  async verify(token: string | undefined): Promise<Caller> {
    if (token === undefined || token === '') throw new TokenRefused('absent');
    if (token.length > 64_000) throw new TokenRefused('malformed');
    const now = this.now();
    const cacheKey = TokenCache.keyOf(token);
    const kept = this.verified.get(cacheKey, now);
    if (kept) return kept;
    const { caller, endsAt } = await this.check(token, now).catch((error: unknown) => {
      throw refusalOf(error);
    });
    this.verified.put(cacheKey, caller, { now, endsAt });
    return caller;
  }

  private async check(token: string, now: number): Promise<{ caller: Caller; endsAt: number }> {
    const key = this.keys.publicKey ?? CallerTokens.publicOf(this.keys.privateKey as JWK);
    this.verifying ??= importKey(key);
    const { payload } = await jwtVerify(token, await this.verifying, {
      issuer,
      audience,
      typ: type,
      algorithms: ['EdDSA', 'Ed25519'],
      // Machines of one suite: five seconds, or a token would live half as long again.
      clockTolerance: 5,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: lifeSeconds + 5,
    });
    const read = callerShape.safeParse(payload['caller']);
    if (!read.success) throw new TokenRefused('claims');
    return { caller: read.data as Caller, endsAt: (payload.exp as number) * 1000 };
  }
}

const importKey = async (key: JWK): Promise<CryptoKey> => (await importJWK(key, 'EdDSA')) as CryptoKey;
