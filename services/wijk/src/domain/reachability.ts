import { belgianClock, DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';
import { responsibleAt, type Accountability, type InspectorCard } from './appointment';

/** A part of the week in Belgian time: `day` 1 is Monday, times `HH:MM`. */
export interface Hours {
  day: number;
  from: string;
  to: string;
}
/** A way to reach somebody in the work: a number, a desk, an address. */
export interface Channel {
  kind: 'phone' | 'email' | 'desk' | 'online' | 'visit';
  value: string;
}

/** W04: when and how an inspector is reached, and when not. Why she is away is not kept. */
export interface Reachability {
  zone: string;
  personId: string;
  hours: readonly Hours[];
  channels: readonly Channel[];
  absences: readonly { from: Instant; until: Instant }[];
}

/** Checks that every period has length. Problem: `wijk.period-empty`. */
export function checkReachability(wish: Reachability): Result<Reachability> {
  const empty = wish.hours.some(({ from, to }) => to <= from) || wish.absences.some(({ from, until }) => millis(until) <= millis(from));
  return empty ? fail(new DomainError('wijk.period-empty')) : ok(wish);
}

export const isAbsent = (reachability: Reachability | undefined, at: Instant): boolean =>
  reachability?.absences.some(({ from, until }) => millis(from) <= millis(at) && millis(at) < millis(until)) ?? false;

/** Can a resident reach her now? Within her hours, and not away. */
export function isReachable(reachability: Reachability | undefined, at: Instant): boolean {
  if (!reachability || isAbsent(reachability, at)) return false;
  const { day, time } = belgianClock(at);
  return reachability.hours.some((hours) => hours.day === day && hours.from <= time && time < hours.to);
}

/** Who answers for a wijk now. */
export interface Answerer {
  card: InspectorCard;
  /** The deputy, because the inspector is away. */
  standsIn: boolean;
}

/** The accountable inspector; while she is away the deputy, when there is one who is not away too. Somebody stays the owner. */
export function answererAt(
  accountability: Accountability | undefined,
  reachabilities: ReadonlyMap<string, Reachability>,
  at: Instant,
): Answerer | undefined {
  const holds = responsibleAt(accountability, at);
  if (!holds) return undefined;
  const { inspector, deputy } = holds;
  const away = (card: InspectorCard): boolean => isAbsent(reachabilities.get(card.personId), at);
  return deputy && away(inspector) && !away(deputy) ? { card: deputy, standsIn: true } : { card: inspector, standsIn: false };
}
