import type { SignInPerson } from './sign-in/people';
import { demoPeople } from './demo/demo-people';

/**
 * Who can sign in: the demo people, with the served zone unless they are said to be from next door. Without the demo only the
 * zone's administrator, so that somebody can load a zone.
 */
export const signInPeople = (zone: string, demo: boolean): SignInPerson[] =>
  demoPeople.filter(({ roles }) => demo || roles.includes('administrator')).map((person) => ({ ...person, zone: person.zone ?? zone }));
