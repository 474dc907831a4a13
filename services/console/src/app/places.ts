import type { Role } from '../words/vocabulary';

export type PlaceId =
  | 'today'
  | 'plan'
  | 'street'
  | 'contact'
  | 'live'
  | 'dispatch'
  | 'inbox'
  | 'environmentInbox'
  | 'following'
  | 'notes'
  | 'mediation'
  | 'environment'
  | 'wijken'
  | 'assignments'
  | 'operations'
  | 'traces'
  | 'flow'
  | 'dead'
  | 'alarms'
  | 'contacts'
  | 'reachability'
  | 'reads';

export interface Place {
  id: PlaceId;
  path: string;
}

const paths: Record<PlaceId, string> = {
  today: '/vandaag',
  plan: '/morgen',
  street: '/straat',
  contact: '/straat/contact',
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
  operations: '/operaties',
  traces: '/operaties/sporen',
  flow: '/operaties/stromen',
  dead: '/operaties/opzij',
  alarms: '/operaties/alarmen',
  contacts: '/contacten',
  reachability: '/bereikbaarheid',
  reads: '/inzage',
};

/**
 * What each role sees, in order; the first is its home and shows the work of today, the first five stand in the navigation.
 * What comes after is reached from home and by Ctrl-K. The server refuses what is not here as well.
 */
const ofRole: Record<Role, readonly PlaceId[]> = {
  inspector: ['today', 'street', 'notes', 'wijken', 'environment', 'contact', 'mediation', 'contacts', 'reachability'],
  'team-chief': ['today', 'plan', 'street', 'wijken', 'assignments', 'notes', 'contact', 'mediation', 'contacts', 'reachability'],
  crew: ['live', 'wijken'],
  dispatcher: ['dispatch', 'wijken'],
  investigator: ['inbox', 'following'],
  'environment-officer': ['environmentInbox', 'following', 'environment', 'wijken'],
  mediator: ['mediation'],
  clerk: ['mediation', 'environment', 'contacts'],
  administrator: ['assignments'],
  operator: ['operations', 'alarms', 'traces', 'flow', 'dead'],
  auditor: ['reads'],
};

/** All places, home first; a person with two roles gets the places of both, one for each address. */
export function placesOf(roles: readonly Role[]): Place[] {
  const places: Place[] = [];
  for (const id of roles.flatMap((role) => ofRole[role])) {
    if (!places.some((place) => place.path === paths[id])) places.push({ id, path: paths[id] });
  }
  return places;
}

/** What stands in the navigation: more than five is a menu, and a menu is no help in the street. */
export const navigationOf = (roles: readonly Role[]): Place[] => placesOf(roles).slice(0, 5);

export const homeOf = (roles: readonly Role[]): string | undefined => placesOf(roles)[0]?.path;

/** Roles whose pages have something live to show. */
const livesOn: readonly Role[] = ['inspector', 'team-chief', 'crew', 'dispatcher', 'investigator', 'environment-officer'];
export const hasFeed = (roles: readonly Role[]): boolean => roles.some((role) => livesOn.includes(role));
