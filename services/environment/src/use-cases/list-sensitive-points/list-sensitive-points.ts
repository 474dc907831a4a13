import type { AnswerOf, listSensitivePoints } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import type { SensitivePoint } from '../../domain/sensitive-point';
import type { Asked } from '../asked';
import { shownPoint } from '../identify-sensitive-point/identify-sensitive-point';
import type { Seal } from '../ports';

export interface ActivePoints {
  /** Those to be verified soonest first. */
  active(zone: string): Promise<SensitivePoint[]>;
}

/** E10: the list of sensitive points, the one that waits longest for a look first. */
export class ListSensitivePoints {
  constructor(
    private readonly points: ActivePoints,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ zone }: Pick<Asked<unknown>, 'zone'>): Promise<Result<AnswerOf<typeof listSensitivePoints>>> {
    const asOf = this.clock.now();
    const points = await this.points.active(zone);
    return ok({ points: points.map((point) => shownPoint(point, this.sealer)), asOf });
  }
}
