import type { RequestOf, requestMediation, Sealed } from '@spil/contracts';
import { belgianYear, quotedNumber, type Instant } from '@spil/domain-kit';

export type MediationForm = RequestOf<typeof requestMediation>;

/** What is told to mediation and stays there, sealed with mediation's own key alone. */
export interface MediationContent {
  disputeType: string;
  description: string;
  parties: { name: string; contact?: string | undefined }[];
}

/** M01, M04: a request for mediation. In the clear there is only what a count needs. */
export interface MediationRequest {
  requestId: string;
  zone: string;
  number: string;
  origin: MediationForm['origin'];
  receivedAt: Instant;
  sealed: Sealed;
}

/** The number the asker is given, such as `BEM-2026-000001`. */
export const requestNumber = (count: number, at: Instant): string => quotedNumber('BEM', belgianYear(at), count);

export const contentOf = ({ disputeType, description, parties }: MediationForm): MediationContent => ({
  disputeType,
  description,
  parties: parties ?? [],
});
