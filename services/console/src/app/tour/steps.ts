import type { Role } from '../../words/vocabulary';
import { navigationOf, type PlaceId } from '../places';

/** Places the tour has something to say about. */
const told = [
  'today',
  'plan',
  'street',
  'notes',
  'wijken',
  'live',
  'dispatch',
  'inbox',
  'environmentInbox',
  'following',
  'mediation',
  'environment',
  'assignments',
  'operations',
  'reads',
] as const;
type Told = (typeof told)[number];

export interface Step {
  id: Told | 'connection' | 'search';
  /** Where to go; absent: stay. */
  path?: string;
  /** What is marked on the screen, as a selector. */
  marks: string;
}

const isTold = (id: PlaceId): id is Told & PlaceId => (told as readonly string[]).includes(id);

/** The stops for a person: her own places in the order of the navigation, then what is always in sight. */
export const stepsOf = (roles: readonly Role[]): Step[] => [
  ...navigationOf(roles).flatMap(({ id, path }): Step[] => (isTold(id) ? [{ id, path, marks: `nav.places a[href="${path}"]` }] : [])),
  { id: 'connection', marks: '.connection' },
  { id: 'search', marks: '[aria-keyshortcuts="Control+K"]' },
];
