import { env, json } from '@spil/config';
import { standardConfig } from '@spil/service-host';
import { proposedOffences, type QualifiedOffence } from './domain/no-police-answer';

const day = /^\d{4}-\d{2}-\d{2}$/;
const isOffence = (value: Partial<QualifiedOffence> | null): value is QualifiedOffence =>
  typeof value?.disputeType === 'string' &&
  typeof value.basis === 'string' &&
  day.test(String(value.from)) &&
  day.test(value.until ?? '2026-01-01');

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** Disputes that are qualified offences, with the days they count as one: `[{"disputeType":"assault","from":"2026-01-01","basis":"Sw. art. 398"}]`. */
    QUALIFIED_OFFENCES: json<readonly QualifiedOffence[], { default: readonly QualifiedOffence[] }>({
      default: proposedOffences,
      shape: (value) => (Array.isArray(value) && value.every(isOffence) ? (value as QualifiedOffence[]) : undefined),
    }),
  },
  { readme: 'services/mediation/README.md' },
);
