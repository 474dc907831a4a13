import type { Role } from '../words/vocabulary';

export type PlaceId =
  | 'street'
  | 'live'
  | 'dispatch'
  | 'inbox'
  | 'environmentInbox'
  | 'following'
  | 'notes'
  | 'mediation'
  | 'environment'
  | 'wijken'
  | 'assignments';

export interface Place {
  id: PlaceId;
  path: string;
}

const paths: Record<PlaceId, string> = {
  street: '/straat',
  live: '/live',
  dispatch: '/live',
  inbox: '/opsporing',
  environmentInbox: '/opsporing',
  following: '/opsporing/volgen',
  notes: '/mijn-meldingen',
  mediation: '/bemiddeling',
  environment: '/milieu',
  wijken: '/wijken',
  assignments: '/toewijzingen',
};

/** What each role sees, in order; the first is its home. The server refuses what is not here as well. */
const ofRole: Record<Role, readonly PlaceId[]> = {
  inspector: ['street', 'notes', 'wijken', 'mediation', 'environment'],
  'team-chief': ['street', 'notes', 'wijken', 'mediation', 'assignments'],
  crew: ['live', 'wijken'],
  dispatcher: ['dispatch', 'wijken'],
  investigator: ['inbox', 'following'],
  'environment-officer': ['environmentInbox', 'following', 'environment', 'wijken'],
  mediator: ['mediation'],
  clerk: ['mediation', 'environment'],
  administrator: ['assignments'],
  operator: [],
  auditor: [],
};

/** At most five places, home first; a person with two roles gets the places of both, one for each address. */
export function placesOf(roles: readonly Role[]): Place[] {
  const places: Place[] = [];
  for (const id of roles.flatMap((role) => ofRole[role])) {
    if (!places.some((place) => place.path === paths[id])) places.push({ id, path: paths[id] });
  }
  return places.slice(0, 5);
}

export const homeOf = (roles: readonly Role[]): string | undefined => placesOf(roles)[0]?.path;

/** Roles whose pages have something live to show. */
const livesOn: readonly Role[] = ['inspector', 'team-chief', 'crew', 'dispatcher', 'investigator', 'environment-officer'];
export const hasFeed = (roles: readonly Role[]): boolean => roles.some((role) => livesOn.includes(role));
