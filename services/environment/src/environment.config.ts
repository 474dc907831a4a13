import { env, int, json } from '@spil/config';
import { isDay } from '@spil/domain-kit';
import { standardConfig } from '@spil/service-host';
import { proposedVerifyRules, type VerifyRule } from './domain/sensitive-point';

const isRule = (one: Partial<VerifyRule> | null): boolean =>
  isDay(one?.from) &&
  proposedVerifyRules.some(({ category }) => category === one?.category) &&
  Number.isInteger(one?.days) &&
  Number(one?.days) > 0;

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** Metres a place may lie outside every border and still belong to the nearest wijk. */
    PLACE_TOLERANCE_METRES: int({ default: 25, max: 1_000 }),
    /** After how many days a sensitive point is looked at again: `[{"from":"2026-01-01","category":"dumping-spot","days":30}]`. */
    VERIFY_RULES: json<readonly VerifyRule[], { default: readonly VerifyRule[] }>({
      default: proposedVerifyRules,
      shape: (value) => (Array.isArray(value) && value.every(isRule) ? (value as VerifyRule[]) : undefined),
    }),
  },
  { readme: 'services/environment/README.md' },
);
