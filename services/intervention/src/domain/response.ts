import type { Sealed } from '@spil/contracts';
import { DomainError, fail, millis, ok, plusSeconds, ruleAt, type Dated, type Instant, type Result } from '@spil/domain-kit';
import type { Call } from './call';
import type { Motive, Response } from './triage';

/** I05: an answer now or later, and whether that is other than what was proposed. Why stays with us. */
export interface Decision {
  response: Response;
  deviates: boolean;
  decidedAt: Instant;
  decidedBy: string;
  reasonSealed?: Sealed;
}
/** I06: what the caller was told: why, and until when. What was said in words may speak of people: sealed for us alone. */
export interface CallerNotice {
  motive: Motive;
  expectedAt: Instant;
  issuedAt: Instant;
  issuedBy: string;
  wordsSealed?: Sealed;
}
export interface NoticeForm {
  motive?: Motive | undefined;
  words?: string | undefined;
  expectedAt?: Instant | undefined;
}
export interface DecisionForm {
  response: Response;
  reason?: string | undefined;
  notice?: NoticeForm | undefined;
}
/** Who does it when, and what keeps texts from others. */
export interface Doing {
  now: Instant;
  by: string;
  seal: (text: string) => Sealed;
  open: (sealed: Sealed) => string;
}

/** X1: how many minutes before a promised time the dispatcher is warned; practice of the zone, with its day. */
export interface PromiseTarget extends Dated {
  warnMinutes: number;
}

/** Proposal for zones that configured nothing. */
export const proposedPromiseTargets: readonly PromiseTarget[] = [{ from: '2026-01-01', warnMinutes: 10 }];

const said = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);
const textOf = (sealed: Sealed | undefined, { open }: Doing): string | undefined => (sealed ? open(sealed) : undefined);

/** What the caller was last told, on a call that is not closed: the promise that stands. */
export const promiseOf = ({ notices, closedAt }: Call): CallerNotice | undefined => (closedAt === undefined ? notices?.at(-1) : undefined);

/** When a promise asks for a look; undefined when none stands or no target holds. */
export function warnAtOf(call: Call, targets: readonly PromiseTarget[], now: Instant): Instant | undefined {
  const promise = promiseOf(call);
  const target = ruleAt(targets, now);
  return promise && target && plusSeconds(promise.expectedAt, -target.warnMinutes * 60);
}

const complete = ({ motive, expectedAt, words }: NoticeForm) =>
  motive === undefined || expectedAt === undefined || (motive === 'other' && said(words) === undefined)
    ? undefined
    : { motive, expectedAt, words: said(words) };

/** The call with one more notice; the same as the last one is no second notice. */
function told(call: Call, form: NoticeForm, doing: Doing): Result<Call> {
  const notice = complete(form);
  if (!notice) return fail(new DomainError('intervention.notice-required'));
  const { words, ...facts } = notice;
  const notices = call.notices ?? [];
  const last = notices.at(-1);
  const isLast = last?.motive === facts.motive && last.expectedAt === facts.expectedAt;
  if (isLast && textOf(last.wordsSealed, doing) === words) return ok(call);
  if (millis(facts.expectedAt) <= millis(doing.now)) return fail(new DomainError('intervention.expected-in-past'));
  const sealed = words === undefined ? {} : { wordsSealed: doing.seal(words) };
  return ok({ ...call, notices: [...notices, { ...facts, issuedAt: doing.now, issuedBy: doing.by, ...sealed }] });
}

/** The decision, when it may be made: something was proposed, and other than that has its reason. */
function decided(
  { closedAt, triage }: Call,
  { response, reason }: DecisionForm,
): Result<{ deviates: boolean; reason: string | undefined }> {
  if (closedAt !== undefined) return fail(new DomainError('intervention.call-closed'));
  if (!triage) return fail(new DomainError('intervention.triage-missing'));
  const deviates = triage.proposal !== undefined && triage.proposal.response !== response;
  if (deviates && said(reason) === undefined) return fail(new DomainError('intervention.deviation-needs-reason'));
  return ok({ deviates, reason: said(reason) });
}

/**
 * Answers a call now or later. The same again changes nothing. Problems: `intervention.call-closed`, `intervention.triage-missing`,
 * `intervention.deviation-needs-reason`; later without motive and expected time is `intervention.notice-required`, and a time that
 * is over is `intervention.expected-in-past`.
 */
export function decideResponse(call: Call, form: DecisionForm, doing: Doing): Result<Call> {
  const { response, notice } = form;
  const made = decided(call, form);
  if (!made.ok) return made;
  const noticed = response === 'LATER' || notice ? told(call, notice ?? {}, doing) : ok(call);
  if (!noticed.ok || isSameDecision(call.decision, { response, ...made.value }, doing)) return noticed;
  const { deviates, reason } = made.value;
  const sealed = reason === undefined ? {} : { reasonSealed: doing.seal(reason) };
  return ok({ ...noticed.value, decision: { response, deviates, decidedAt: doing.now, decidedBy: doing.by, ...sealed } });
}

const isSameDecision = (
  before: Decision | undefined,
  { response, deviates, reason }: { response: Response; deviates: boolean; reason: string | undefined },
  doing: Doing,
): boolean => before?.response === response && before.deviates === deviates && textOf(before.reasonSealed, doing) === reason;

/** X1: the expectation changed and the caller heard so. What was said before stays. */
export function informCaller(call: Call, form: NoticeForm, doing: Doing): Result<Call> {
  if (call.closedAt !== undefined) return fail(new DomainError('intervention.call-closed'));
  if (!call.decision) return fail(new DomainError('intervention.decision-missing'));
  return told(call, form, doing);
}

/** Closes a call that was answered; nobody who called is left wondering, so without a notice it stays open. */
export function closeCall(call: Call, { now, by }: Pick<Doing, 'now' | 'by'>): Result<Call> {
  if (call.closedAt !== undefined) return ok(call);
  if (!call.decision) return fail(new DomainError('intervention.decision-missing'));
  if (!call.notices?.length) return fail(new DomainError('intervention.notice-missing'));
  return ok({ ...call, closedAt: now, closedBy: by });
}
