import { responses, severities, urgencies, type noticeMotives } from '@spil/contracts';
import { DomainError, fail, isDay, ok, ruleAt, type Dated, type Instant, type Result } from '@spil/domain-kit';
import type { Call } from './call';

export type Severity = (typeof severities)[number];
export type Urgency = (typeof urgencies)[number];
export type Response = (typeof responses)[number];
export type Motive = (typeof noticeMotives)[number];

/** I03: all three, always: severity, urgency, nature of the facts. */
export interface TriageFacts {
  severity: Severity;
  urgency: Urgency;
  nature: string;
}
/** What the zone's table says of a triage; the dispatcher decides. */
export interface Proposal {
  response: Response;
  withinMinutes: number;
}
export interface Triage extends TriageFacts {
  triagedAt: Instant;
  triagedBy: string;
  /** Absent when no table held on that day. */
  proposal?: Proposal;
}

/** One line of the table; a condition that is absent is always met. */
export interface TriageLine extends Proposal {
  severity?: Severity;
  urgency?: Urgency;
  natures?: readonly string[];
}
/** The table of a zone from a day on; the first line that fits is the proposal. */
export interface TriageTable extends Dated {
  lines: readonly TriageLine[];
}

const isOneOf = (words: readonly string[], value: unknown): boolean => typeof value === 'string' && words.includes(value);
const isLine = ({ severity, urgency, natures, response, withinMinutes }: Partial<TriageLine>): boolean =>
  [
    severity === undefined || isOneOf(severities, severity),
    urgency === undefined || isOneOf(urgencies, urgency),
    natures === undefined || (Array.isArray(natures) && natures.every((nature) => typeof nature === 'string')),
    isOneOf(responses, response),
    Number.isInteger(withinMinutes) && Number(withinMinutes) > 0,
  ].every(Boolean);
const isForAll = ({ severity, urgency, natures }: TriageLine): boolean => [severity, urgency, natures].every((one) => one === undefined);

/** Is this a table? Its last line must fit every triage: a call without a proposal would be a hole in it, found at night. */
export function isTriageTable(one: Partial<TriageTable> | null): one is TriageTable {
  const lines: readonly (TriageLine | null)[] = Array.isArray(one?.lines) ? one.lines : [];
  const last = lines.at(-1);
  return isDay(one?.from) && lines.every((line) => line !== null && isLine(line)) && !!last && isForAll(last);
}

/** Proposal for zones that configured nothing. */
export const proposedTriage: readonly TriageTable[] = [
  {
    from: '2026-01-01',
    lines: [
      { severity: 'lifeThreatening', response: 'IMMEDIATE', withinMinutes: 10 },
      { natures: ['fight', 'domestic', 'missing'], response: 'IMMEDIATE', withinMinutes: 15 },
      { severity: 'serious', urgency: 'urgent', response: 'IMMEDIATE', withinMinutes: 15 },
      { urgency: 'urgent', response: 'IMMEDIATE', withinMinutes: 30 },
      { severity: 'serious', response: 'LATER', withinMinutes: 120 },
      { response: 'LATER', withinMinutes: 240 },
    ],
  },
];

const fits = ({ severity, urgency, natures }: TriageLine, facts: TriageFacts): boolean =>
  (severity === undefined || severity === facts.severity) &&
  (urgency === undefined || urgency === facts.urgency) &&
  (natures === undefined || natures.includes(facts.nature));

/** What the table in force proposes; undefined when none is. */
export function proposalFor(facts: TriageFacts, tables: readonly TriageTable[], now: Instant): Proposal | undefined {
  const line = ruleAt(tables, now)?.lines.find((one) => fits(one, facts));
  return line && { response: line.response, withinMinutes: line.withinMinutes };
}

/** Weighs a call. The same again changes nothing; a decision that was made stands. Problem: `intervention.call-closed`. */
export function triageCall(
  call: Call,
  { severity, urgency, nature }: TriageFacts,
  { tables, now, by }: { tables: readonly TriageTable[]; now: Instant; by: string },
): Result<Call> {
  const before = call.triage;
  if (before && before.severity === severity && before.urgency === urgency && before.nature === nature) return ok(call);
  if (call.closedAt !== undefined) return fail(new DomainError('intervention.call-closed'));
  const facts = { severity, urgency, nature };
  const proposal = proposalFor(facts, tables, now);
  const triage: Triage = { ...facts, triagedAt: now, triagedBy: by, ...(proposal ? { proposal } : {}) };
  return ok({ ...call, urgency, nature, triage });
}
