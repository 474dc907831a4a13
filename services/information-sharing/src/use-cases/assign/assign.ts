import type { assign, RequestOf } from '@spil/contracts';
import type { Ids, Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { assigned, type Assignment } from '../../domain/assignment';
import type { Idempotency } from '../idempotency';
import type { Assignments } from '../ports';

/** Assigns a person to a team, wijken or themes until a moment: it narrows the token and never widens it. */
export class Assign {
  constructor(
    private readonly assignments: Pick<Assignments, 'add'>,
    private readonly ids: Ids,
  ) {}

  async run(caller: Caller, wish: RequestOf<typeof assign>, idempotency?: Idempotency): Promise<Result<Assignment>> {
    const decided = assigned(caller.zone, this.ids.next(), wish);
    return decided.ok ? this.assignments.add(decided.value, idempotency) : decided;
  }
}
