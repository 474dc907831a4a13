import type { Dated, Instant } from '@spil/domain-kit';
import { millis } from '@spil/domain-kit';
import { distanceMetres } from '@spil/geo';
import type { Briefing } from './briefing';
import type { Call } from './call';

/** How far around a call and how long back is looked for what its crew should know; practice of the zone, with its day. */
export interface SceneRule extends Dated {
  radiusMetres: number;
  itemDays: number;
  callDays: number;
  /** More is not read on the way to a call. */
  mostLines: number;
}

/** Proposal for zones that configured nothing. */
export const proposedSceneRules: readonly SceneRule[] = [
  { from: '2026-01-01', radiusMetres: 250, itemDays: 90, callDays: 90, mostLines: 12 },
];

const dayMs = 86_400_000;
const isSince = (at: Instant, days: number, now: Instant): boolean => millis(at) >= millis(now) - days * dayMs;

/** To 10 m: nearer would say which door a resident spoke from. */
export const roundedMetres = (metres: number): number => Math.round(metres / 10) * 10;

export interface Near<T> {
  found: T;
  distanceMetres: number;
}

/** What lies within the radius, nearest first. */
export function near<T extends { point: readonly [number, number] }>(
  call: Pick<Call, 'point'>,
  all: readonly T[],
  metres: number,
): Near<T>[] {
  return all
    .map((found) => ({ found, distanceMetres: distanceMetres(call.point, [...found.point]) }))
    .filter((one) => one.distanceMetres <= metres)
    .sort((a, b) => a.distanceMetres - b.distanceMetres);
}

/** What was cleared for crews near a call: safety first, then the nearest. */
export function itemsNear(call: Call, briefings: readonly Briefing[], rule: SceneRule, now: Instant): Near<Briefing>[] {
  const fresh = briefings.filter(({ observedAt }) => isSince(observedAt, rule.itemDays, now));
  const isSafety = ({ found }: Near<Briefing>): number => (found.level === 'safety' ? 0 : 1);
  return near(call, fresh, rule.radiusMetres).sort((a, b) => isSafety(a) - isSafety(b));
}

/** Earlier calls near a call, by distance; the call itself is not one of them. */
export const callsNear = (call: Call, calls: readonly Call[], rule: SceneRule, now: Instant): Near<Call>[] =>
  near(
    call,
    calls.filter(
      ({ callId, registeredAt }) => callId !== call.callId && registeredAt < call.registeredAt && isSince(registeredAt, rule.callDays, now),
    ),
    rule.radiusMetres,
  );
