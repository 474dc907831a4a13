import type { AnswerOf, RequestOf, formUnit as formUnitContract } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { formUnit, unitAt, type Unit } from '../../domain/unit';
import type { Asked } from '../asked';
import type { Wijken } from '../ports';

export interface ChangeableUnits {
  /** Loads, changes and saves one unit, and announces it in the same write when it looks different. Tries again on a conflict. */
  change(zone: string, unitId: string, change: (now: Unit | undefined) => Result<Unit>): Promise<Result<Unit>>;
}
/** Teams that have a feed of their own; known when the bus was provisioned. */
export interface Teams {
  has(zone: string, team: string): boolean;
}

/** I07: put a unit on duty, with its team and area. Saying the same again changes nothing. */
export class FormUnit {
  constructor(
    private readonly units: ChangeableUnits,
    private readonly wijken: Pick<Wijken, 'unknownOf'>,
    private readonly teams: Teams,
    private readonly clock: Clock,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof formUnitContract>>): Promise<Result<AnswerOf<typeof formUnitContract>>> {
    if (!this.teams.has(zone, request.team)) return fail(new DomainError('intervention.team-unknown', { team: request.team }));
    const [unknown] = await this.wijken.unknownOf(zone, request.wijkIds);
    if (unknown !== undefined) return fail(new DomainError('intervention.wijk-unknown', { wijkId: unknown }));
    const now = this.clock.now();
    const formed = await this.units.change(zone, request.unitId, (unit) => ok(formUnit(unit, { zone, ...request, now })));
    return formed.ok ? ok(shownUnit(unitAt(formed.value, now))) : formed;
  }
}

/** A unit as it is answered. */
export function shownUnit(unit: Unit): AnswerOf<typeof formUnitContract> {
  const { unitId, team, status, point, since, wijkIds, callId } = unit;
  const until = unit.status !== 'offDuty' && unit.onDutyUntil !== undefined ? { onDutyUntil: unit.onDutyUntil } : {};
  return { unitId, team, status, since, wijkIds: [...wijkIds], ...(point ? { point } : {}), ...(callId ? { callId } : {}), ...until };
}
