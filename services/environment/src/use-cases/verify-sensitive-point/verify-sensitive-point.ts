import type { AnswerOf, RequestOf, verifySensitivePoint } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { verified, type SensitivePoint, type VerifyRule } from '../../domain/sensitive-point';
import type { Asked } from '../asked';
import { shownPoint } from '../identify-sensitive-point/identify-sensitive-point';
import type { Seal } from '../ports';

export interface ChangeablePoints {
  /** Loads, decides and saves one point with the fact; undefined: it is not there in this zone. */
  change(
    zone: string,
    pointId: string,
    change: (now: SensitivePoint) => Result<SensitivePoint>,
  ): Promise<Result<SensitivePoint> | undefined>;
}

/** E10: somebody looked at the place. */
export class VerifySensitivePoint {
  constructor(
    private readonly points: ChangeablePoints,
    private readonly sealer: Seal,
    private readonly rules: Clock & { verify: readonly VerifyRule[] },
  ) {}

  async run({
    request,
    caller,
    zone,
  }: Asked<RequestOf<typeof verifySensitivePoint>>): Promise<Result<AnswerOf<typeof verifySensitivePoint>>> {
    const { pointId, stillThere } = request;
    const look = { stillThere, by: caller.sub, at: this.rules.now() };
    const changed = await this.points.change(zone, pointId, (point) => verified(point, look, this.rules.verify));
    if (!changed) return fail(new DomainError('not-found'));
    return changed.ok ? ok(shownPoint(changed.value, this.sealer)) : changed;
  }
}
