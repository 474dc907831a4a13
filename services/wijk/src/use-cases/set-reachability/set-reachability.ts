import type { AnswerOf, RequestOf, setReachability } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { hasRole } from '@spil/identity';
import { checkReachability, isAbsent, isReachable, type Reachability } from '../../domain/reachability';
import type { Asked } from '../asked';

export interface KeptReachabilities {
  /** Replaces what was kept of this person; tries again when somebody else saved first. */
  put(reachability: Reachability): Promise<void>;
}

/** W04: hours, channels and absences. An inspector speaks for herself; for others a team chief. */
export class SetReachability {
  constructor(
    private readonly kept: KeptReachabilities,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof setReachability>>): Promise<Result<AnswerOf<typeof setReachability>>> {
    const own = request.personId === caller.sub;
    if (!own && !hasRole(caller, 'team-chief', 'administrator')) return fail(new DomainError('not-found'));
    const checked = checkReachability({ zone, ...request });
    if (!checked.ok) return checked;
    await this.kept.put(checked.value);
    return ok(shownReachability(checked.value, this.clock.now()));
  }
}

/** As it is answered, with what it means now. */
export function shownReachability(reachability: Reachability, now: string): AnswerOf<typeof setReachability> {
  const { personId, hours, channels, absences } = reachability;
  return {
    personId,
    hours: [...hours],
    channels: [...channels],
    absences: [...absences],
    reachableNow: isReachable(reachability, now),
    absentNow: isAbsent(reachability, now),
  };
}
