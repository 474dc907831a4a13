import type { Role } from '@spil/contracts';

const lists: readonly [audience: RegExp, role: Role, path: string][] = [
  [/^crew-/, 'crew', '/v1/briefings'],
  [/^crew-/, 'crew', '/v1/calls'],
  [/^crew-/, 'crew', '/v1/units'],
  [/^dispatch$/, 'dispatcher', '/v1/calls'],
  [/^dispatch$/, 'dispatcher', '/v1/promises'],
  [/^dispatch$/, 'dispatcher', '/v1/units'],
  [/^(local-investigation|administrative-police)$/, 'investigator', '/v1/inbox'],
  [/^environment$/, 'environment-officer', '/v1/inbox'],
  [/^wijk$/, 'inspector', '/v1/notes'],
  [/^wijk$/, 'team-chief', '/v1/notes'],
];

/** What a reader must load again after a reset: the lists that hold what the feed could not give. */
export const reloadsOf = (audiences: readonly string[], roles: readonly Role[]): string[] => [
  ...new Set(
    lists.filter(([pattern, role]) => roles.includes(role) && audiences.some((name) => pattern.test(name))).map(([, , path]) => path),
  ),
];
