import { jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Identity } from './caller';
import { defaultClaims, identityOf, type ClaimNames } from './claims';
import { keySource } from './key-source';
import { refusalOf, TokenRefused } from './refused';
import { TokenCache } from './token-cache';

export interface AccessTokenRules {
  issuer: string;
  /** The resource this API is; a token for anything else is refused. */
  audience: string;
  jwksUrl?: string | undefined;
  /** Pinned keys instead of fetched ones. */
  jwks?: JSONWebKeySet | undefined;
  /** Allowed `typ` headers; an ID token (`JWT`) is no access token (RFC 9068). */
  types?: readonly string[];
  /** Allowed signatures; only public-key ones can be listed. */
  algorithms?: readonly string[];
  claims?: Partial<ClaimNames>;
  clockToleranceSeconds?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const defaultAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const publicKeyAlgorithm = /^(RS|PS|ES)(256|384|512)$|^EdDSA$|^Ed25519$/;
const longest = 8_192;

/** Decides whether a JWT access token (RFC 9068) of the configured provider is good, and whose it is. */
export class AccessTokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly cache = new TokenCache<Identity>(60);
  private readonly types: ReadonlySet<string>;
  private readonly algorithms: string[];
  private readonly names: ClaimNames;
  private readonly now: () => number;

  constructor(private readonly rules: AccessTokenRules) {
    this.algorithms = [...(rules.algorithms ?? defaultAlgorithms)];
    const unfit = this.algorithms.find((name) => !publicKeyAlgorithm.test(name));
    if (unfit !== undefined || this.algorithms.length === 0)
      throw new Error('only public-key signature algorithms can be allowed for access tokens');
    this.types = new Set((rules.types ?? ['at+jwt']).map(plainType));
    this.names = { ...defaultClaims, ...rules.claims };
    this.now = rules.now ?? Date.now;
    this.keys = keySource(rules);
  }

  /**
   * The person the token speaks for. Throws TokenRefused for a bad token and ProviderUnreachable when the keys cannot be had.
   * A good result is kept 60 s or until `exp` (plus the clock tolerance), whichever comes first.
   */
  async verify(token: string | undefined): Promise<Identity> {
    if (token === undefined || token === '') throw new TokenRefused('absent');
    if (token.length > longest) throw new TokenRefused('malformed');
    const now = this.now();
    const key = TokenCache.keyOf(token);
    const kept = this.cache.get(key, now);
    if (kept) return kept;
    const identity = await this.check(token, now).catch((error: unknown) => {
      throw refusalOf(error);
    });
    this.cache.put(key, identity, { now, endsAt: (identity.exp + this.tolerance) * 1000 });
    return identity;
  }

  private get tolerance(): number {
    return this.rules.clockToleranceSeconds ?? 30;
  }

  private async check(token: string, now: number): Promise<Identity> {
    const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
      issuer: this.rules.issuer,
      audience: this.rules.audience,
      algorithms: this.algorithms,
      clockTolerance: this.tolerance,
      currentDate: new Date(now),
      requiredClaims: ['iss', 'aud', 'exp', 'iat'],
    });
    if (!this.types.has(plainType(protectedHeader.typ ?? ''))) throw new TokenRefused('type');
    if (typeof payload.iat === 'number' && payload.iat > now / 1000 + this.tolerance) throw new TokenRefused('not-yet');
    return identityOf(payload, this.names);
  }
}

/** `application/at+jwt` and `at+jwt` are the same type (RFC 7515 §4.1.9). */
const plainType = (type: string): string => type.toLowerCase().replace(/^application\//, '');

/** The token of an `Authorization: Bearer …` header, or undefined when the header is absent or of another form. */
export const bearerOf = (header: string | undefined): string | undefined => /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1];
