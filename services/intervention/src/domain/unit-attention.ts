import { plusSeconds, ruleAt, type Dated, type Instant } from '@spil/domain-kit';
import type { UnitStatus } from './unit-status';
import type { Unit } from './unit';

/** I07: after how many minutes in a status somebody should look (warn), and after how many it has lasted too long (alert). */
export interface StatusTarget extends Dated {
  status: UnitStatus;
  warnMinutes: number;
  alertMinutes: number;
}

/** Proposal for zones that configured nothing; statuses that are not here may last. */
export const proposedTargets: readonly StatusTarget[] = [
  { from: '2026-01-01', status: 'assigned', warnMinutes: 3, alertMinutes: 6 },
  { from: '2026-01-01', status: 'enRoute', warnMinutes: 15, alertMinutes: 25 },
  { from: '2026-01-01', status: 'onScene', warnMinutes: 60, alertMinutes: 120 },
  { from: '2026-01-01', status: 'busy', warnMinutes: 90, alertMinutes: 180 },
];

/** When the present status of a unit asks for a look, and when it is too long; nothing where no target holds. */
export function attentionOf(
  { status, since }: Unit,
  targets: readonly StatusTarget[],
  now: Instant,
): { warnAt?: Instant; alertAt?: Instant } {
  const target = ruleAt(
    targets.filter((one) => one.status === status),
    now,
  );
  if (!target) return {};
  return { warnAt: plusSeconds(since, target.warnMinutes * 60), alertAt: plusSeconds(since, target.alertMinutes * 60) };
}
