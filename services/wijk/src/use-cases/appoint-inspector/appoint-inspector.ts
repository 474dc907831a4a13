import type { AnswerOf, RequestOf, appointInspector } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { appoint, responsibleAt, type Accountability } from '../../domain/appointment';
import type { Asked } from '../asked';
import { responsibleAnswer } from '../locate-place/locate-place';
import type { ZoneMaps } from '../ports';

export interface ChangeableAccountabilities {
  /** Loads (or begins), changes and saves; tries again when somebody else saved first. */
  change(zone: string, wijkId: string, change: (now: Accountability) => Result<Accountability>): Promise<Result<Accountability>>;
}

/** W02: makes one inspector accountable for a wijk, with a deputy and a period. Saying the same again changes nothing. */
export class AppointInspector {
  constructor(
    private readonly accountabilities: ChangeableAccountabilities,
    private readonly maps: ZoneMaps,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof appointInspector>>): Promise<Result<AnswerOf<typeof appointInspector>>> {
    const { wijkId, ...appointment } = request;
    const wijk = (await this.maps.of(zone)).wijken.find(({ id }) => id === wijkId);
    if (!wijk) return fail(new DomainError('not-found'));
    const changed = await this.accountabilities.change(zone, wijkId, (now) => appoint(now, appointment));
    return changed.ok ? ok(responsibleAnswer(wijk, responsibleAt(changed.value, this.clock.now()))) : changed;
  }
}
