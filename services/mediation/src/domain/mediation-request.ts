import type { mediationStatuses, RequestOf, requestMediation, Sealed, settleMediationRequest } from '@spil/contracts';
import { belgianYear, DomainError, fail, ok, quotedNumber, type Instant, type Result } from '@spil/domain-kit';

export type MediationForm = RequestOf<typeof requestMediation>;

/** What is told to mediation and stays there, sealed with mediation's own key alone. */
export interface MediationContent {
  disputeType: string;
  description: string;
  parties: { name: string; contact?: string | undefined }[];
}

interface Requested {
  requestId: string;
  zone: string;
  number: string;
  origin: MediationForm['origin'];
  receivedAt: Instant;
  /** Who sent it here: the one person who hears what became of it. */
  requestedBy?: string;
  sealed: Sealed;
}
/** M01, M04: a request for mediation. In the clear there is only what a count and a referral answer need. */
export type MediationRequest =
  | (Requested & { status: 'received' })
  | (Requested & { status: 'accepted' | 'declined'; settledAt: Instant })
  | (Requested & { status: 'closed'; settledAt: Instant; success: boolean });
export type MediationStatus = (typeof mediationStatuses)[number];

/** What a mediator may say next of a request. */
const nextStatuses: Readonly<Record<MediationStatus, readonly MediationStatus[]>> = {
  received: ['accepted', 'declined'],
  accepted: ['closed'],
  declined: [],
  closed: [],
};

/**
 * M01, M05: takes a request on, declines it, or closes it. The same again changes nothing. Problems:
 * `mediation.status-not-possible`, and `mediation.success-missing` when it is closed without a word on agreement.
 */
export function settle(
  request: MediationRequest,
  { status, success }: Pick<RequestOf<typeof settleMediationRequest>, 'status' | 'success'>,
  at: Instant,
): Result<MediationRequest> {
  if (request.status === status && (request.status !== 'closed' || request.success === success)) return ok(request);
  if (!nextStatuses[request.status].includes(status)) {
    return fail(new DomainError('mediation.status-not-possible', { from: request.status, to: status }));
  }
  if (status !== 'closed') return ok({ ...request, status, settledAt: at });
  return success === undefined ? fail(new DomainError('mediation.success-missing')) : ok({ ...request, status, success, settledAt: at });
}

/** All that is told of it outside: how far it is, and when closed whether there was an agreement. */
export const outcomeOf = (request: MediationRequest): { status: MediationStatus; success?: boolean } =>
  request.status === 'closed' ? { status: 'closed', success: request.success } : { status: request.status };

/** The number the asker is given, such as `BEM-2026-000001`. */
export const requestNumber = (count: number, at: Instant): string => quotedNumber('BEM', belgianYear(at), count);

export const contentOf = ({ disputeType, description, parties }: MediationForm): MediationContent => ({
  disputeType,
  description,
  parties: parties ?? [],
});
