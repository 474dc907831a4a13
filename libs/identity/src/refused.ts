/** Why a token was not taken; a word for counters and audit lines, never shown to the sender. */
export type RefusalReason =
  'absent' | 'malformed' | 'algorithm' | 'type' | 'key' | 'signature' | 'issuer' | 'audience' | 'expired' | 'not-yet' | 'claims';

/** The token proves nothing: whoever sent it is nobody. The sender only learns `unauthenticated` (RFC 6750 `invalid_token`). */
export class TokenRefused extends Error {
  readonly code = 'unauthenticated';
  constructor(
    readonly reason: RefusalReason,
    options?: ErrorOptions,
  ) {
    super(`token refused: ${reason}`, options);
    this.name = 'TokenRefused';
  }
}

/** The provider's keys cannot be had now: not the sender's fault, so the answer is "later", not "no". */
export class ProviderUnreachable extends Error {
  readonly code = 'unavailable';
  readonly infrastructure = true;
  constructor(options?: ErrorOptions) {
    super('the sign-in provider is not reachable', options);
    this.name = 'ProviderUnreachable';
  }
}

const byCode: Readonly<Record<string, RefusalReason>> = {
  ERR_JWT_EXPIRED: 'expired',
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
  ERR_JWKS_NO_MATCHING_KEY: 'key',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'key',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JWS_INVALID: 'malformed',
  ERR_JWT_INVALID: 'malformed',
};
const byClaim: Readonly<Record<string, RefusalReason>> = { iss: 'issuer', aud: 'audience', typ: 'type', nbf: 'not-yet', iat: 'not-yet' };
const unreachable = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID']);

/** Turns whatever jose threw into one of ours; a failed fetch of keys becomes ProviderUnreachable. */
export function refusalOf(error: unknown): TokenRefused | ProviderUnreachable {
  if (error instanceof TokenRefused || error instanceof ProviderUnreachable) return error;
  const { code, claim } = error as { code?: unknown; claim?: unknown };
  if (typeof code !== 'string' || !code.startsWith('ERR_J')) return keyTrouble(error);
  if (unreachable.has(code)) return new ProviderUnreachable({ cause: error });
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') return new TokenRefused(byClaim[String(claim)] ?? 'claims', { cause: error });
  return new TokenRefused(byCode[code] ?? 'malformed', { cause: error });
}

// A key of the wrong kind for the algorithm is a TypeError or DOMException of the platform; a failed fetch says so in its cause.
const keyTrouble = (error: unknown): TokenRefused | ProviderUnreachable =>
  (error as { name?: unknown }).name === 'TypeError' && (error as { cause?: unknown }).cause !== undefined
    ? new ProviderUnreachable({ cause: error })
    : new TokenRefused('key', { cause: error });
