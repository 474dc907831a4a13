import type { Role, Theme } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';

/** Where a person may act, in which role, until when. An absent list means: no limit by that dimension. */
export interface Assignment {
  assignmentId: string;
  role: Role;
  team?: string;
  wijkIds?: readonly string[];
  themes?: readonly Theme[];
  from: Instant;
  until?: Instant;
}

/** An assignment as information-sharing keeps and pushes it, whoever it is of and whether or not it still lives. */
export interface HeldAssignment extends Assignment {
  personId: string;
  endedAt?: Instant;
  version: number;
}

/** The most a token allows in one direction: an assignment that says more is cut down to it. */
export interface Bound {
  role?: Role;
  team?: string;
  wijkIds?: readonly string[];
  themes?: readonly Theme[];
}

/** What a verified access token says: the upper bound of everything its bearer may do. */
export interface Identity {
  /** Stable id at the sign-in provider; a pseudonym, never a name. */
  sub: string;
  name?: string;
  roles: readonly Role[];
  zone: string;
  /** Present when the provider itself limits team, wijk or theme. */
  bounds?: readonly Bound[];
  /** Seconds since 1970 at which the session ends. */
  exp: number;
}

/** Who asks, with the rights that hold now: the token's bound narrowed by the living assignments. */
export interface Caller {
  sub: string;
  name?: string;
  roles: readonly Role[];
  zone: string;
  assignments: readonly Assignment[];
  /** Grows whenever an assignment of this person changes; a decision made with an older one is stale (T22). */
  assignmentVersion: number;
  purpose?: string;
  /** The task in hand, such as `information-sharing.read-item`: the reason in the read log. */
  task?: string;
  exp: number;
}

/** Teams the caller may act in, in one role or in any. */
export const teamsOf = (caller: Caller, role?: Role): string[] => [
  ...new Set(held(caller, role).flatMap(({ team }) => (team === undefined ? [] : [team]))),
];

/** Living assignments of the caller, in one role or all. */
export const held = (caller: Caller, role?: Role): readonly Assignment[] =>
  role === undefined ? caller.assignments : caller.assignments.filter((assignment) => assignment.role === role);

/** True when the caller has at least one of these roles. */
export const hasRole = (caller: Pick<Caller, 'roles'>, ...any: readonly Role[]): boolean => any.some((role) => caller.roles.includes(role));
