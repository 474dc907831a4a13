import { personId, role, roles as knownRoles, slug, theme, wijkId, zoneId, type Role } from '@spil/contracts';
import { z } from 'zod';
import type { Bound, Identity } from './caller';
import { TokenRefused } from './refused';

/** Where a provider puts things; a dot goes one level down, such as `realm_access.roles`. */
export interface ClaimNames {
  sub: string;
  name: string;
  roles: string;
  zone: string;
  assignments: string;
}
export const defaultClaims: ClaimNames = { sub: 'sub', name: 'name', roles: 'roles', zone: 'zone', assignments: 'assignments' };

const bound = z.object({
  role: role().optional(),
  team: slug().optional(),
  wijkIds: z.array(wijkId()).max(500).optional(),
  themes: z.array(theme()).max(40).optional(),
});
const shape = z.object({
  sub: personId(),
  name: z.string().max(200).optional().catch(undefined),
  roles: z.union([z.array(z.string()).max(200), z.string().transform((text) => text.split(/[ ,]+/))]),
  zone: zoneId(),
  bounds: z.array(bound).max(100).optional(),
  exp: z.number().int().positive(),
});

/** Reads a person from verified claims. Unknown roles are left out; anything else that does not fit refuses the token. */
export function identityOf(claims: Readonly<Record<string, unknown>>, names: ClaimNames): Identity {
  const read = shape.safeParse({
    sub: at(claims, names.sub),
    name: at(claims, names.name),
    roles: at(claims, names.roles),
    zone: at(claims, names.zone),
    bounds: at(claims, names.assignments),
    exp: claims['exp'],
  });
  if (!read.success) throw new TokenRefused('claims');
  const { sub, name, roles, zone, bounds, exp } = read.data;
  return {
    sub,
    ...(name === undefined ? {} : { name }),
    roles: knownRoles.filter((known: Role) => roles.includes(known)),
    zone,
    ...(bounds === undefined ? {} : { bounds: bounds as Bound[] }),
    exp,
  };
}

/** The whole name first: providers such as Auth0 use addresses with dots as claim names. */
function at(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let here: unknown = claims;
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}
