import type { Call, Unit } from './frames';

/** Free units first, those of the call's own area before the others: who would send another has to scroll. */
export function sendable(units: readonly Unit[], call: Pick<Call, 'wijkId' | 'units'>): Unit[] {
  const rank = ({ status, wijkIds }: Unit): number => (status === 'available' ? 0 : 2) + (wijkIds.includes(call.wijkId) ? 0 : 1);
  return units
    .filter(({ status, unitId }) => status !== 'offDuty' && status !== 'busy' && !call.units?.includes(unitId))
    .sort((a, b) => rank(a) - rank(b));
}

/** The unit that is sent at a press, and the chosen one that can no longer go; never another that took its place in the list. */
export function choiceOf(
  chosen: string | undefined,
  possible: readonly Pick<Unit, 'unitId'>[],
  sent: readonly string[] = [],
): { unitId?: string; gone?: string } {
  if (!chosen || sent.includes(chosen)) return {};
  return possible.some(({ unitId }) => unitId === chosen) ? { unitId: chosen } : { gone: chosen };
}
