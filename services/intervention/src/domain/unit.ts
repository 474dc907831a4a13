import { DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';
import { mayBecome, type UnitStatus } from './unit-status';

interface UnitFacts {
  zone: string;
  unitId: string;
  team: string;
  /** The wijken its area covers. */
  wijkIds: readonly string[];
  point?: [number, number];
  /** When it took its present status. */
  since: Instant;
  /** The call it was sent to, until it is free again. */
  callId?: string;
}
type OnDuty = { status: Exclude<UnitStatus, 'offDuty'>; onDutyUntil?: Instant };
type OffDuty = { status: 'offDuty' };

/** I07: an intervention unit (combi). Off duty it has no end of duty and covers nothing. */
export type Unit = UnitFacts & (OnDuty | OffDuty);

/** The unit as it is at a moment: duty that has run out is over, whether or not somebody said so. */
export function unitAt(unit: Unit, now: Instant): Unit {
  if (unit.status === 'offDuty' || unit.onDutyUntil === undefined || millis(now) < millis(unit.onDutyUntil)) return unit;
  return offDuty(unit, unit.onDutyUntil);
}

export const isOnDuty = (unit: Unit, now: Instant): boolean => unitAt(unit, now).status !== 'offDuty';

export interface FormUnitCommand {
  zone: string;
  unitId: string;
  team: string;
  wijkIds: readonly string[];
  onDutyUntil?: Instant | undefined;
  now: Instant;
}

/** Puts a unit on duty for a team and an area, or changes them; a unit at work keeps what it is doing. */
export function formUnit(existing: Unit | undefined, { now, onDutyUntil, ...form }: FormUnitCommand): Unit {
  const before = existing && unitAt(existing, now);
  const until = onDutyUntil === undefined ? {} : { onDutyUntil };
  const facts = { zone: form.zone, unitId: form.unitId, team: form.team, wijkIds: [...new Set(form.wijkIds)].sort() };
  const point = before?.point ? { point: before.point } : {};
  const call = before?.callId === undefined ? {} : { callId: before.callId };
  if (!before || before.status === 'offDuty') return { ...facts, ...point, ...until, status: 'available', since: now };
  return { ...facts, ...point, ...call, ...until, status: before.status, since: before.since };
}

/** A unit says what it is doing and, perhaps, where it is. Problem: `intervention.status-not-possible`. */
export function setStatus(unit: Unit, to: { status: UnitStatus; point?: [number, number] | undefined; now: Instant }): Result<Unit> {
  const before = unitAt(unit, to.now);
  if (!mayBecome(before.status, to.status)) {
    return fail(new DomainError('intervention.status-not-possible', { from: before.status, to: to.status }));
  }
  const placed = to.point ? { ...before, point: to.point } : before;
  if (to.status === before.status) return ok(placed);
  if (to.status === 'offDuty') return ok(offDuty(placed, to.now));
  if (to.status !== 'available') return ok({ ...placed, status: to.status, since: to.now });
  const { callId: _over, ...free } = placed;
  return ok({ ...free, status: to.status, since: to.now });
}

/** Sends a unit to a call: from now on it is assigned to this one. Problem: `intervention.status-not-possible`. */
export function sendTo(unit: Unit, callId: string, now: Instant): Result<Unit> {
  const before = unitAt(unit, now);
  if (before.callId === callId) return ok(before);
  const set = setStatus(before, { status: 'assigned', now });
  return set.ok ? ok({ ...set.value, callId, since: now }) : set;
}

/** Teams of units on duty whose area has this wijk, each once, in order. */
export function teamsCovering(units: readonly Unit[], wijkId: string, now: Instant): string[] {
  const covering = units.filter((unit) => isOnDuty(unit, now) && unit.wijkIds.includes(wijkId));
  return [...new Set(covering.map(({ team }) => team))].sort();
}

/** Teams of the units that are on a call at a moment; a unit that is free again, or off duty, is on none. */
export const teamsOnCall = (units: readonly Unit[], callId: string, now: Instant): string[] => [
  ...new Set(units.filter((unit) => unitAt(unit, now).callId === callId).map(({ team }) => team)),
];

/** Is there anything in it that others have to be told? */
export const looksDifferent = (a: Unit | undefined, b: Unit): boolean =>
  a === undefined || a.status !== b.status || a.team !== b.team || JSON.stringify(a.point) !== JSON.stringify(b.point);

function offDuty({ zone, unitId, team, wijkIds, point }: Unit, since: Instant): Unit {
  return { zone, unitId, team, wijkIds, ...(point ? { point } : {}), status: 'offDuty', since };
}
