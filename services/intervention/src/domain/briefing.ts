import type { DataOf, itemShared } from '@spil/contracts';
import { DomainError, fail, ok, type Instant, type Result } from '@spil/domain-kit';

export type SharedItem = DataOf<typeof itemShared>;

/** S01: what crews were told of an item, to whom and when. Its texts are sealed for the gateway and ourselves. */
export interface Briefing extends SharedItem {
  zone: string;
  /** Teams on duty that were told; none when nobody covered the place. */
  teams: readonly string[];
  briefedAt: Instant;
}

/** Decides what crews are told. Only what was cleared for crews may come here: a full note is refused, whoever sent it. */
export function briefCrews(item: SharedItem, to: { zone: string; teams: readonly string[]; now: Instant }): Result<Briefing> {
  if (item.level === 'full') return fail(new DomainError('intervention.not-cleared-for-crews'));
  return ok({ ...item, zone: to.zone, teams: to.teams, briefedAt: to.now });
}

/** Does showing it have to be logged as a read? */
export const isRestricted = ({ handling, personal }: Pick<Briefing, 'handling' | 'personal'>): boolean => handling !== 'H0' || personal;
