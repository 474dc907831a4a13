import type { Instant } from '@spil/domain-kit';
import { millis } from '@spil/domain-kit';
import type { Assignment, Bound, Caller, HeldAssignment, Identity } from './caller';

/** True from `from` until `until` or `endedAt`, whichever comes first; the last moment itself is over. */
export function lives(assignment: HeldAssignment, now: Instant): boolean {
  const at = millis(now);
  const over = [assignment.until, assignment.endedAt].some((end) => end !== undefined && millis(end) <= at);
  return millis(assignment.from) <= at && !over;
}

/** The moment the rights of these assignments change by themselves next (one begins or ends), or undefined. */
export function nextChange(assignments: readonly HeldAssignment[], now: Instant): Instant | undefined {
  const at = millis(now);
  const moments = assignments.flatMap(({ from, until, endedAt }) => [from, until, endedAt]);
  const ahead = moments.filter((moment): moment is Instant => moment !== undefined && millis(moment) > at);
  return ahead.sort((a, b) => millis(a) - millis(b))[0];
}

/**
 * The rights of a person now. The token is the upper bound and assignments only narrow it (architecture.md §6, wall 4): an
 * assignment of another person, in a role the token does not give, or outside the token's own bounds counts for nothing.
 * Without a living assignment there is no team, wijk or theme, whatever the token says.
 */
export function narrow(who: Identity, assignments: readonly HeldAssignment[], now: Instant): Caller {
  const mine = assignments.filter(({ personId }) => personId === who.sub);
  const living = mine.filter((assignment) => who.roles.includes(assignment.role) && lives(assignment, now));
  const bounds: readonly Bound[] = who.bounds ?? [{}];
  return {
    sub: who.sub,
    ...(who.name === undefined ? {} : { name: who.name }),
    roles: who.roles,
    zone: who.zone,
    assignments: living.flatMap((assignment) => bounds.flatMap((bound) => within(assignment, bound))),
    // Versions of one person's assignments only grow and none disappears, so their sum grows with every change.
    assignmentVersion: mine.reduce((sum, { version }) => sum + version, 0),
    exp: who.exp,
  };
}

function within(assignment: HeldAssignment, bound: Bound): Assignment[] {
  if (bound.role !== undefined && bound.role !== assignment.role) return [];
  // Also one without a team: it is not the token's, and taken for that of no team it would pass rules that except the token's.
  if (bound.team !== undefined && assignment.team !== bound.team) return [];
  const wijkIds = common(assignment.wijkIds, bound.wijkIds);
  const themes = common(assignment.themes, bound.themes);
  if (wijkIds?.length === 0 || themes?.length === 0) return [];
  const { assignmentId, role, team, from, until } = assignment;
  return [{ assignmentId, role, from, ...given({ team, wijkIds, themes, until }) }];
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const given = <T extends object>(parts: T): Given<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<T>;

const common = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined =>
  a === undefined ? b : b === undefined ? a : a.filter((one) => b.includes(one));
