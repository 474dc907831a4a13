import { DomainError, fail, ok, type Instant, type Result, belgianDay } from '@spil/domain-kit';

/** A kind of dispute that is a qualified offence: it goes the normal way, and to mediation only through the prosecutor (M02). */
export interface QualifiedOffence {
  disputeType: string;
  /** Belgian days between which it counts as one; law changes, the record of what held stays. */
  from: string;
  until?: string | undefined;
  basis: string;
}

/**
 * NoPoliceAnswer (M02): mediation is for disputes to which there is no police answer. Which kinds are excluded is configuration
 * with dates, signed off by the zone; the default below is a first proposal (policy.md §5).
 */
export function admitDispute(disputeType: string, now: Instant, offences: readonly QualifiedOffence[]): Result<string> {
  const day = belgianDay(now);
  const counts = ({ from, until }: QualifiedOffence): boolean => from <= day && (until === undefined || day < until);
  const offence = offences.some((one) => one.disputeType === disputeType && counts(one));
  return offence ? fail(new DomainError('mediation.qualified-offence', { disputeType })) : ok(disputeType);
}

/** Proposal for zones that configured nothing. */
export const proposedOffences: readonly QualifiedOffence[] = [
  { disputeType: 'assault', from: '2026-01-01', basis: 'Sw. art. 398' },
  { disputeType: 'stalking', from: '2026-01-01', basis: 'Sw. art. 442bis' },
  { disputeType: 'threats', from: '2026-01-01', basis: 'Sw. art. 327' },
  { disputeType: 'partner-violence', from: '2026-01-01', basis: 'Sw. art. 410' },
  { disputeType: 'arson', from: '2026-01-01', basis: 'Sw. art. 510' },
  { disputeType: 'burglary', from: '2026-01-01', basis: 'Sw. art. 467' },
];
