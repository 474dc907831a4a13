import type { RequestOf, assign } from '@spil/contracts';
import { DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';
import type { AssignmentState, Decided } from './publications';

/** Who may act where until when (architecture.md §6, wall 4). `version` grows with every change. */
export type Assignment = AssignmentState & { zone: string; displayName?: string | undefined };

/** Assigns a person; `until` must be after `from`. */
export function assigned(zone: string, assignmentId: string, wish: RequestOf<typeof assign>): Result<Decided<Assignment>> {
  if (wish.until !== undefined && millis(wish.until) <= millis(wish.from)) {
    return fail(new DomainError('information-sharing.period-empty'));
  }
  return ok(decided({ ...wish, assignmentId, zone, version: 1 }));
}

/** Ends an assignment now. One that has ended stays as it is. */
export const ended = (assignment: Assignment, at: Instant): Decided<Assignment> =>
  assignment.endedAt === undefined
    ? decided({ ...assignment, endedAt: at, version: assignment.version + 1 })
    : { state: assignment, publications: [] };

/** The assignment as other services may know it: without the person's name. */
function published({ zone: _zone, displayName: _name, ...state }: Assignment): AssignmentState {
  return state;
}

const decided = (state: Assignment): Decided<Assignment> => ({
  state,
  publications: [{ kind: 'assignment', assignment: published(state) }],
});
