import { ok, type Clock, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Assignment } from '../../domain/assignment';
import type { Assignments } from '../ports';

/** Who is assigned where, until when; those that are over are left out. */
export class ListAssignments {
  constructor(
    private readonly assignments: Pick<Assignments, 'inZone'>,
    private readonly clock: Clock,
  ) {}

  async run(caller: Caller): Promise<Result<Assignment[]>> {
    return ok(await this.assignments.inZone(caller.zone, this.clock.now()));
  }
}
