import type { Clock } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Policy } from '@spil/policy';
import { policyAt } from '@spil/policy';
import { readerOf, Sight } from '../domain/sight';
import type { Assignments } from './ports';

/** Finds out what a caller may see at this moment: token, assignments as they are now, policy in force. */
export class SightOf {
  constructor(
    private readonly assignments: Pick<Assignments, 'of'>,
    private readonly policies: readonly [Policy, ...Policy[]],
    private readonly clock: Clock,
  ) {}

  async by(caller: Caller): Promise<Sight> {
    const held = await this.assignments.of(caller.zone, caller.sub);
    const now = this.clock.now();
    // A policy that is not in force yet denies everything by itself.
    return new Sight(readerOf(caller, held, now), now, policyAt(this.policies, now) ?? this.policies[0], caller.purpose);
  }
}
