import type { RequestOf, recordCitizenContact, Sealed } from '@spil/contracts';
import { DomainError, fail, millis, ok, plusSeconds, ruleAt, type Dated, type Instant, type Result } from '@spil/domain-kit';

export type ContactForm = RequestOf<typeof recordCitizenContact>;

/** W04: within how many days a resident hears back; practice of the zone, with its day. */
export interface AnswerTerm extends Dated {
  kind: ContactForm['kind'];
  days: number;
}

/** Proposal for zones that configured nothing. */
export const proposedTerms: readonly AnswerTerm[] = [
  { from: '2026-01-01', kind: 'question', days: 5 },
  { from: '2026-01-01', kind: 'request', days: 10 },
  { from: '2026-01-01', kind: 'complaint', days: 30 },
];

interface Asked {
  contactId: string;
  zone: string;
  wijkId: string;
  channel: ContactForm['channel'];
  kind: ContactForm['kind'];
  receivedAt: Instant;
  recordedAt: Instant;
  recordedBy: string;
  dueAt: Instant;
  /** What was asked and by whom, for this service alone. */
  sealed: Sealed;
}
/** Something a resident asked. Who answers follows from the wijk at the moment one looks, so that an absence moves it at once. */
export type CitizenContact =
  (Asked & { status: 'open' }) | (Asked & { status: 'answered'; answeredAt: Instant; answeredBy: string; answerSealed: Sealed });

/** The sealed part once opened. */
export interface ContactTexts {
  subject: string;
  asker?: { name?: string | undefined; reach: string } | undefined;
}

const clockToleranceSeconds = 30;
/** A zone that took a kind off its list still owes an answer: the longest term that was proposed. */
const longest = Math.max(...proposedTerms.map(({ days }) => days));

/** By when an answer is owed. Problem: `wijk.observed-in-future`. */
export function dueAtOf(
  { kind, receivedAt }: Pick<ContactForm, 'kind' | 'receivedAt'>,
  terms: readonly AnswerTerm[],
  now: Instant,
): Result<Instant> {
  if (millis(receivedAt) > millis(now) + clockToleranceSeconds * 1000) return fail(new DomainError('wijk.observed-in-future'));
  const term = ruleAt(
    terms.filter((one) => one.kind === kind),
    receivedAt,
  );
  return ok(plusSeconds(receivedAt, (term?.days ?? longest) * 86_400));
}

/** Records the answer, once. Problem: `wijk.already-answered`. */
export function answered(contact: CitizenContact, by: { personId: string; at: Instant; sealed: Sealed }): Result<CitizenContact> {
  if (contact.status === 'answered') return fail(new DomainError('wijk.already-answered'));
  return ok({ ...contact, status: 'answered', answeredAt: by.at, answeredBy: by.personId, answerSealed: by.sealed });
}
