import type { AnswerOf, RequestOf, readReachability } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import type { Asked } from '../asked';
import { shownReachability } from '../set-reachability/set-reachability';
import type { Reachabilities } from '../who-answers';

/** W04: when and how an inspector is reached; nothing was said yet: no hours, no channels. */
export class ReadReachability {
  constructor(
    private readonly reachabilities: Pick<Reachabilities, 'of'>,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof readReachability>>): Promise<Result<AnswerOf<typeof readReachability>>> {
    const { personId } = request;
    const kept = await this.reachabilities.of(zone, personId);
    return ok(shownReachability(kept ?? { zone, personId, hours: [], channels: [], absences: [] }, this.clock.now()));
  }
}
