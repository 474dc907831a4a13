import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ProviderUnreachable } from './refused';

const timeoutMs = 5_000;

/**
 * The provider's public keys. With `jwksUrl` they are fetched from there; with `jwks` they are pinned; otherwise the address
 * is asked from `<issuer>/.well-known/openid-configuration` at first use. Keys are kept ten minutes and asked again for an
 * unknown key id, at most every 30 s, so that invented key ids cannot make us hammer the provider.
 */
export function keySource(from: { issuer: string; jwksUrl?: string | undefined; jwks?: JSONWebKeySet | undefined }): JWTVerifyGetKey {
  if (from.jwks) return createLocalJWKSet(from.jwks);
  if (from.jwksUrl !== undefined) return remote(from.jwksUrl);
  let found: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    found ??= discover(from.issuer);
    // A failed discovery is not kept: the next token tries again.
    const keys = await found.catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return keys(header, token);
  };
}

const remote = (url: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs, cooldownDuration: 30_000, cacheMaxAge: 600_000 });

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const at = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(at, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch((cause: unknown) => {
    throw new ProviderUnreachable({ cause });
  });
  const told = answer.ok ? ((await answer.json().catch(() => undefined)) as Record<string, unknown> | undefined) : undefined;
  // The document must speak for this issuer, else keys of a stranger would be trusted (OpenID Connect Discovery §4.3).
  if (told?.['issuer'] !== issuer || typeof told['jwks_uri'] !== 'string') throw new ProviderUnreachable();
  return remote(told['jwks_uri']);
}
