import { durableNames, PARTS, REPLAY_STREAM, type DurablePlan } from '@spil/contracts';

/**
 * Splits durables into shares of the sixteen parts, one durable per share, so that several replicas work side by side and an
 * aggregate still has one consumer. With one share nothing changes. Replays are few and stay whole. Resharding drains first.
 */
export function shareOut(plans: readonly DurablePlan[], shares: number): DurablePlan[] {
  if (!Number.isInteger(shares) || shares < 1 || shares > PARTS) throw new Error(`shares must be 1 to ${PARTS}`);
  if (shares === 1) return [...plans];
  return plans.flatMap((plan) =>
    plan.stream === REPLAY_STREAM
      ? [plan]
      : durableNames(plan.durable, shares).map((durable, share) => part(plan, durable, { share, shares })),
  );
}

const part = (plan: DurablePlan, durable: string, { share, shares }: { share: number; shares: number }): DurablePlan => {
  const own = Array.from({ length: PARTS }, (_, i) => i).filter((i) => i % shares === share);
  return { ...plan, durable, filters: plan.filters.flatMap((filter) => own.map((i) => filter.replace(/\*$/, String(i)))) };
};
