import { DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';

/** How an inspector is reached in the work; never a private number. */
export interface InspectorCard {
  personId: string;
  displayName: string;
  phone?: string | undefined;
  email?: string | undefined;
}

/** W02: one accountable inspector for a wijk, with a deputy and a period. */
export interface Appointment {
  inspector: InspectorCard;
  deputy?: InspectorCard | undefined;
  from: Instant;
  /** Absent: until the next appointment. */
  until?: Instant | undefined;
}

/** Who was, is and will be accountable for a wijk; the last appointment that covers a moment holds. */
export interface Accountability {
  zone: string;
  wijkId: string;
  appointments: readonly Appointment[];
}

/** Adds an appointment, or answers the same accountability when it is the last one already. */
export function appoint(to: Accountability, appointment: Appointment): Result<Accountability> {
  const { inspector, deputy, from, until } = appointment;
  if (deputy?.personId === inspector.personId) return fail(new DomainError('wijk.deputy-is-inspector'));
  if (until !== undefined && millis(until) <= millis(from)) return fail(new DomainError('wijk.period-empty'));
  const last = to.appointments.at(-1);
  if (last && same(last, appointment)) return ok(to);
  return ok({ ...to, appointments: [...to.appointments, appointment] });
}

/** Who answers for the wijk at a moment. */
export const responsibleAt = (accountability: Accountability | undefined, at: Instant): Appointment | undefined =>
  accountability?.appointments.findLast(
    ({ from, until }) => millis(from) <= millis(at) && (until === undefined || millis(at) < millis(until)),
  );

const flat = ({ inspector, deputy, from, until }: Appointment): unknown[] => [card(inspector), card(deputy), from, until ?? null];
const card = (one: InspectorCard | undefined): unknown[] => [one?.personId, one?.displayName, one?.phone, one?.email];
const same = (a: Appointment, b: Appointment): boolean => JSON.stringify(flat(a)) === JSON.stringify(flat(b));
