import type { RequestOf, recordCitizenContact, Sealed } from '@spil/contracts';
import {
  belgianDay,
  belgianMidnight,
  type Dated,
  DomainError,
  fail,
  type Instant,
  millis,
  ok,
  plusDays,
  plusSeconds,
  type Result,
  ruleAt,
} from '@spil/domain-kit';

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

/** For how many days after the answer a resident can follow it by the link; practice of the zone, with its day. */
export interface FollowTerm extends Dated {
  days: number;
}

/** Proposal for zones that configured nothing: a quarter, time enough to come back to it. */
export const proposedFollowTerms: readonly FollowTerm[] = [{ from: '2026-01-01', days: 90 }];

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
  (Asked & { status: 'open' }) | (Asked & { status: 'answered'; answeredAt: Instant; answeredBy: string; answerSealed: Sealed } & Shown);
interface Shown {
  /** Who answered chose that the resident reads it by the link. Answers from before there were links have no word of it: not shown. */
  forResident?: boolean;
}

/** The sealed part once opened. */
export interface ContactTexts {
  subject: string;
  asker?: { name?: string | undefined; reach: string } | undefined;
}

const clockToleranceSeconds = 30;
/** A zone that took a kind off its list still owes an answer: the longest term that was proposed. */
const longest = Math.max(...proposedTerms.map(({ days }) => days));

/** By when an answer is owed: a whole number of days after the day it was asked. Problem: `wijk.observed-in-future`. */
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
  // The last second of that day: who is promised an answer by Thursday is not too late on Thursday.
  const last = plusDays(belgianDay(receivedAt), term?.days ?? longest);
  return ok(plusSeconds(belgianMidnight(plusDays(last, 1)), -1));
}

/** Records the answer, once. Problem: `wijk.already-answered`. */
export function answered(
  contact: CitizenContact,
  by: { personId: string; at: Instant; sealed: Sealed; forResident: boolean },
): Result<CitizenContact> {
  if (contact.status === 'answered') return fail(new DomainError('wijk.already-answered'));
  const { personId: answeredBy, at: answeredAt, sealed: answerSealed, forResident } = by;
  return ok({ ...contact, status: 'answered', answeredAt, answeredBy, answerSealed, forResident });
}

/** It waits, and the day by which an answer was owed is past. */
export const isOverdue = ({ status, dueAt }: CitizenContact, now: Instant): boolean => status === 'open' && millis(now) > millis(dueAt);

/** Does the resident's link still lead to it? Always while it waits; after the answer for the term that held on that day, without one not at all. */
export function isFollowed(contact: CitizenContact, terms: readonly FollowTerm[], now: Instant): boolean {
  if (contact.status === 'open') return true;
  const days = ruleAt(terms, contact.answeredAt)?.days ?? 0;
  return millis(now) <= millis(contact.answeredAt) + days * 86_400_000;
}
