import { fail, ok, type Clock, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { ended, type Assignment } from '../../domain/assignment';
import { notFound } from '../entry-answer';
import type { Assignments } from '../ports';

/** Ends an assignment now; that person's open feeds close within a second. */
export class EndAssignment {
  constructor(
    private readonly assignments: Pick<Assignments, 'change'>,
    private readonly clock: Clock,
  ) {}

  async run(caller: Caller, { assignmentId }: { assignmentId: string }): Promise<Result<Assignment>> {
    const at = this.clock.now();
    const changed = await this.assignments.change(assignmentId, (now) => (now.zone === caller.zone ? ended(now, at) : undefined));
    return changed ? ok(changed) : fail(notFound());
  }
}
