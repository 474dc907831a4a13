import type { RequestOf, Role, subscribe, Theme } from '@spil/contracts';
import { DomainError, fail, ok, type Instant, type Result } from '@spil/domain-kit';

export type Criteria = RequestOf<typeof subscribe>['criteria'];

interface Subscribed {
  subscriptionId: string;
  zone: string;
  personId: string;
  /** Roles the person had when subscribing: the most that filing may assume. */
  roles: Role[];
  name: string;
  criteria: Criteria;
  createdAt: Instant;
}
/** What somebody follows (S03). An ended one is kept, so that other replicas see that it ended. */
export type Subscription = (Subscribed & { status: 'active' }) | (Subscribed & { status: 'ended'; endedAt: Instant });

/** Checks criteria against the themes a person is assigned to: nobody follows what she may not see. */
export function checkCriteria(criteria: Criteria, assigned: readonly string[]): Result<Criteria> {
  const parts = [criteria.themes?.length, criteria.wijkIds?.length, criteria.near, criteria.text?.trim()];
  if (parts.every((part) => !part)) return fail(new DomainError('information-sharing.subscription-empty'));
  const wanted: readonly Theme[] = criteria.themes ?? [];
  const outside = wanted.find((theme) => !assigned.includes(theme));
  if (outside !== undefined) return fail(new DomainError('information-sharing.theme-not-assigned', { theme: outside }));
  if (assigned.length === 0) return fail(new DomainError('information-sharing.theme-not-assigned'));
  return ok(criteria);
}
