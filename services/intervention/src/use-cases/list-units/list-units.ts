import type { AnswerOf, listUnits } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { unitAt } from '../../domain/unit';
import { attentionOf, type StatusTarget } from '../../domain/unit-attention';
import type { Asked } from '../asked';
import { shownUnit } from '../form-unit/form-unit';
import type { ZoneUnits } from '../ports';

/** I07: units with status, position and area, by id, and when their status asks for a look. */
export class ListUnits {
  constructor(
    private readonly units: ZoneUnits,
    private readonly targets: readonly StatusTarget[],
    private readonly clock: Clock,
  ) {}

  async run({ zone }: Pick<Asked<unknown>, 'zone'>): Promise<Result<AnswerOf<typeof listUnits>>> {
    const asOf = this.clock.now();
    const units = await this.units.ofZone(zone);
    const shown = units.map((unit) => {
      const now = unitAt(unit, asOf);
      return { ...shownUnit(now), ...attentionOf(now, this.targets, asOf) };
    });
    return ok({ units: shown.sort((a, b) => (a.unitId < b.unitId ? -1 : 1)), asOf });
  }
}
