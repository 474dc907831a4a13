import type { RequestOf, reportNuisance, Sealed } from '@spil/contracts';
import { belgianYear, DomainError, fail, millis, ok, quotedNumber, type Instant, type Result } from '@spil/domain-kit';
import type { Wijk } from '@spil/geo';

export type NuisanceForm = RequestOf<typeof reportNuisance>;

/** E03: an environmental nuisance by an individual or a company. What was written is sealed for this service alone. */
export interface EnvironmentalNuisance {
  nuisanceId: string;
  zone: string;
  number: string;
  wijkId: string;
  point: [number, number];
  category: string;
  polluterType: NuisanceForm['polluterType'];
  observedAt: Instant;
  reportedAt: Instant;
  reportedBy: string;
  sealed: Sealed;
}

/** A phone's clock may run ahead of ours by this much. */
export const clockToleranceSeconds = 30;

/** May this be reported? Problems: `environment.place-outside-zone`, `environment.observed-in-future`. */
export function admitReport(form: NuisanceForm, wijk: Wijk | undefined, now: Instant): Result<Wijk> {
  if (!wijk) return fail(new DomainError('environment.place-outside-zone'));
  if (millis(form.observedAt) > millis(now) + clockToleranceSeconds * 1000) {
    return fail(new DomainError('environment.observed-in-future'));
  }
  return ok(wijk);
}

/** The number the reporter is given, such as `MIL-2026-000001`. */
export const nuisanceNumber = (count: number, at: Instant): string => quotedNumber('MIL', belgianYear(at), count);
