import { roles as knownRoles, type Role } from '../words/vocabulary';

/** Who is signed in, as far as the pages need it. What one may see is decided by the server. */
export interface Person {
  personId: string;
  name: string;
  roles: Role[];
  zone: string;
}

/** Reads a person from the claims of an access token and an ID token; the ID token wins. Undefined without a subject. */
export function personOf(accessToken: string, profile: Readonly<Record<string, unknown>>): Person | undefined {
  const claims = { ...payloadOf(accessToken), ...withoutEmpty(profile) };
  const sub = claims['sub'];
  if (typeof sub !== 'string' || sub === '') return undefined;
  const said = claims['roles'];
  const named = Array.isArray(said) ? said.map(String) : typeof said === 'string' ? said.split(/[ ,]+/) : [];
  return {
    personId: sub,
    name: typeof claims['name'] === 'string' ? claims['name'] : sub,
    roles: knownRoles.filter((role) => named.includes(role)),
    zone: typeof claims['zone'] === 'string' ? claims['zone'] : '',
  };
}

const withoutEmpty = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined && value !== null));

/** The payload of a JWT, unverified: the server verifies, here it only labels the screen. An opaque token has none. */
export function payloadOf(token: string): Record<string, unknown> {
  try {
    const base64 = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const payload = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
