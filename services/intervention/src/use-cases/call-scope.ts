import { hasRole, held, teamsOf, type Caller } from '@spil/identity';
import type { Call } from '../domain/call';

/** Calls of the whole zone, or those a crew may see: told to its team, or in a wijk it is assigned to. */
export type CallScope = 'all' | { teams: readonly string[]; wijkIds: readonly string[] };

export const scopeOf = (caller: Caller): CallScope =>
  hasRole(caller, 'dispatcher')
    ? 'all'
    : { teams: teamsOf(caller, 'crew'), wijkIds: [...new Set(held(caller, 'crew').flatMap(({ wijkIds }) => wijkIds ?? []))] };

/** Does this call exist for somebody who sees so much? */
export const isWithin = (call: Call, scope: CallScope): boolean =>
  scope === 'all' || call.teams.some((team) => scope.teams.includes(team)) || scope.wijkIds.includes(call.wijkId);
