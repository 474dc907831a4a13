import type { RequestOf, registerCall, Sealed } from '@spil/contracts';
import { belgianYear, DomainError, fail, millis, ok, quotedNumber, type Instant, type Result } from '@spil/domain-kit';
import type { Wijk } from '@spil/geo';
import type { CallerNotice, Decision } from './response';
import type { Triage } from './triage';

export type CallForm = RequestOf<typeof registerCall>;

/** I01: a 101 call that needs police on site. Summary and address are sealed for the gateway and us, the caller for us alone. */
export interface Call {
  callId: string;
  zone: string;
  number: string;
  wijkId: string;
  point: [number, number];
  nature: string;
  urgency: CallForm['urgency'];
  receivedAt: Instant;
  registeredAt: Instant;
  registeredBy: string;
  /** Teams on duty whose area it is in, when it was registered. */
  teams: readonly string[];
  /** Units sent to it; absent on calls from before units could be sent. */
  units?: readonly string[];
  triage?: Triage;
  decision?: Decision;
  /** What the caller was told, the last one last. */
  notices?: readonly CallerNotice[];
  closedAt?: Instant;
  closedBy?: string;
  sealed: Sealed;
  callerSealed?: Sealed;
}

/** A clock of another desk may run ahead of ours by this much. */
export const clockToleranceSeconds = 30;

/** May this call be registered? Problems: `intervention.place-outside-zone`, `intervention.received-in-future`. */
export function admitCall(form: CallForm, wijk: Wijk | undefined, now: Instant): Result<Wijk> {
  if (!wijk) return fail(new DomainError('intervention.place-outside-zone'));
  if (millis(form.receivedAt) > millis(now) + clockToleranceSeconds * 1000) {
    return fail(new DomainError('intervention.received-in-future'));
  }
  return ok(wijk);
}

/**
 * Sends a unit to a call; its team is told of the call when it was not yet. The same unit again changes nothing. Problem:
 * `intervention.call-closed`, for a screen that is behind.
 */
export function withUnit(call: Call, { unitId, team }: { unitId: string; team: string }): Result<Call> {
  if (call.closedAt !== undefined) return fail(new DomainError('intervention.call-closed'));
  const units = call.units ?? [];
  if (units.includes(unitId)) return ok(call);
  return ok({ ...call, units: [...units, unitId], teams: [...new Set([...call.teams, team])].sort() });
}

/** The number a caller is given, such as `101-2026-000001`. */
export const callNumber = (count: number, at: Instant): string => quotedNumber('101', belgianYear(at), count);
