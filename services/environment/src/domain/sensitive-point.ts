import type { pointCategories, RequestOf, identifySensitivePoint, Sealed } from '@spil/contracts';
import { DomainError, fail, ok, plusSeconds, ruleAt, type Dated, type Instant, type Result } from '@spil/domain-kit';

export type PointForm = RequestOf<typeof identifySensitivePoint>;
export type PointCategory = (typeof pointCategories)[number];

/** E10: after how many days a kind of place is looked at again; practice of the zone, with its day. */
export interface VerifyRule extends Dated {
  category: PointCategory;
  days: number;
}

/** Proposal for zones that configured nothing. */
export const proposedVerifyRules: readonly VerifyRule[] = [
  { from: '2026-01-01', category: 'dumping-spot', days: 30 },
  { from: '2026-01-01', category: 'hazardous-storage', days: 90 },
  { from: '2026-01-01', category: 'unhealthy-building', days: 60 },
  { from: '2026-01-01', category: 'waterway', days: 180 },
  { from: '2026-01-01', category: 'waste-company', days: 180 },
  { from: '2026-01-01', category: 'other', days: 180 },
];
/** A kind that is on no list is looked at as often as the strictest. */
const strictest = Math.min(...proposedVerifyRules.map(({ days }) => days));

/** A place that is watched. Its words are sealed for us, for crews' cards and for its wijk. */
export interface SensitivePoint {
  pointId: string;
  zone: string;
  wijkId: string;
  point: [number, number];
  category: PointCategory;
  status: 'active' | 'retired';
  identifiedAt: Instant;
  identifiedBy: string;
  verifiedAt: Instant;
  verifiedBy: string;
  verifyBy: Instant;
  sealed: Sealed;
}

/** When a point has to be looked at again. */
export function verifyByOf(category: PointCategory, verifiedAt: Instant, rules: readonly VerifyRule[]): Instant {
  const rule = ruleAt(
    rules.filter((one) => one.category === category),
    verifiedAt,
  );
  return plusSeconds(verifiedAt, (rule?.days ?? strictest) * 86_400);
}

/** Somebody looked: it is still there and gets a new day, or it is over. One that is over does not exist any more. Problem: `not-found`. */
export function verified(
  point: SensitivePoint,
  { stillThere, by, at }: { stillThere: boolean; by: string; at: Instant },
  rules: readonly VerifyRule[],
): Result<SensitivePoint> {
  if (point.status === 'retired') return fail(new DomainError('not-found'));
  const looked = { ...point, verifiedAt: at, verifiedBy: by };
  return ok(stillThere ? { ...looked, verifyBy: verifyByOf(point.category, at, rules) } : { ...looked, status: 'retired' });
}
