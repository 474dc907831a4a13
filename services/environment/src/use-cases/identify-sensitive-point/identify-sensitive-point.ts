import type { AnswerOf, PointTexts, RequestOf, identifySensitivePoint } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import type { Moments } from '../../domain/moments';
import { verifyByOf, type SensitivePoint, type VerifyRule } from '../../domain/sensitive-point';
import type { Asked, Idempotency } from '../asked';
import type { Seal, Wijken } from '../ports';

export interface NewPoints {
  /** One write: the point and the fact. With a known key it answers the point identified then. */
  add(point: SensitivePoint, idempotency: Idempotency | undefined): Promise<SensitivePoint>;
}
/** Who may open the words of a point: we, the crews' cards and the wijk. */
export const pointReaders = ['environment', 'intervention', 'wijk'] as const;

/** E10: puts a place on the list; from now on it is verified at intervals. */
export class IdentifySensitivePoint {
  constructor(
    private readonly points: NewPoints,
    private readonly wijken: Wijken,
    private readonly sealer: Seal,
    private readonly rules: Moments & { verify: readonly VerifyRule[] },
  ) {}

  async run({
    request,
    caller,
    zone,
    idempotency,
  }: Asked<RequestOf<typeof identifySensitivePoint>>): Promise<Result<AnswerOf<typeof identifySensitivePoint>>> {
    const { point, category, label, safetyLine } = request;
    const wijk = await this.wijken.wijkAt(zone, point);
    if (!wijk) return fail(new DomainError('environment.place-outside-zone'));
    const now = this.rules.now();
    const pointId = this.rules.next();
    const texts: PointTexts = { label, ...(safetyLine === undefined ? {} : { safetyLine }) };
    const kept = await this.points.add(
      {
        ...{ pointId, zone, wijkId: wijk.id, point, category, status: 'active' as const },
        ...{ identifiedAt: now, identifiedBy: caller.sub, verifiedAt: now, verifiedBy: caller.sub },
        verifyBy: verifyByOf(category, now, this.rules.verify),
        sealed: this.sealer.seal(texts, [...pointReaders], pointId),
      },
      idempotency,
    );
    return ok(shownPoint(kept, this.sealer));
  }
}

/** As it is answered, its words opened. */
export function shownPoint(one: SensitivePoint, sealer: Seal): AnswerOf<typeof identifySensitivePoint> {
  const { pointId, wijkId, point, category, status, identifiedAt, verifiedAt, verifyBy, sealed } = one;
  return { pointId, wijkId, point, category, status, identifiedAt, verifiedAt, verifyBy, ...sealer.open<PointTexts>(sealed, pointId) };
}
