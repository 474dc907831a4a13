import type { AnswerOf, RequestOf, setUnitStatus } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { hasRole, teamsOf, type Caller } from '@spil/identity';
import { setStatus, type Unit } from '../../domain/unit';
import type { Asked } from '../asked';
import { shownUnit, type ChangeableUnits } from '../form-unit/form-unit';

/** I07: a unit says what it is doing and where it is. A crew speaks for its own team only; another's unit does not exist for it. */
export class SetUnitStatus {
  constructor(
    private readonly units: ChangeableUnits,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof setUnitStatus>>): Promise<Result<AnswerOf<typeof setUnitStatus>>> {
    const { unitId, status, point } = request;
    const set = await this.units.change(zone, unitId, (unit) => {
      if (!unit || !speaksFor(caller, unit)) return fail(new DomainError('not-found'));
      return setStatus(unit, { status, point, now: this.clock.now() });
    });
    return set.ok ? ok(shownUnit(set.value)) : set;
  }
}

const speaksFor = (caller: Caller, unit: Unit): boolean => hasRole(caller, 'dispatcher') || teamsOf(caller, 'crew').includes(unit.team);
