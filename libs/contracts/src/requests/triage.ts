import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, noticeMotives, responses, text } from '../vocabulary';
import { anId, at } from '../samples';
import { notice, proposal, triageFacts } from './calls';

const common = { purpose: 'administrative', callers: ['gateway'], roles: ['dispatcher'], idempotent: false } as const;
const later = '2026-01-12T11:30:00.000Z';

export const triageCall = defineRequest('intervention.triage-call', {
  ...common,
  summary: 'Weigh a call by severity, urgency and nature, all three; the zone’s own table answers with a proposal (I03).',
  http: { method: 'PUT', path: '/v1/calls/:callId/triage', success: 200 },
  request: z.strictObject({ callId: id(), ...triageFacts() }),
  /** No proposal: the table has no line for this day; the dispatcher then decides alone. */
  answer: z.strictObject({ callId: id(), ...triageFacts(), triagedAt: instantOf(), proposal: proposal().optional() }),
  problems: ['not-found', 'intervention.call-closed'],
  sample: {
    request: { callId: anId(5), severity: 'limited', urgency: 'notUrgent', nature: 'noise' },
    answer: {
      ...{ callId: anId(5), severity: 'limited', urgency: 'notUrgent', nature: 'noise', triagedAt: at },
      proposal: { response: 'LATER', withinMinutes: 120 },
    },
  },
});

export const decideResponse = defineRequest('intervention.decide-response', {
  ...common,
  summary:
    'Answer a call now or later (I05). Other than proposed needs a reason; later needs what the caller was told: motive and expected time (I06).',
  http: { method: 'PUT', path: '/v1/calls/:callId/decision', success: 200 },
  request: z.strictObject({
    callId: id(),
    response: z.enum(responses),
    /** Why it is other than proposed. */
    reason: text(300).optional(),
    /** Parts may be missing here, so that the rule about them is the domain's and has a sentence of its own. */
    notice: z
      .strictObject({ motive: z.enum(noticeMotives).optional(), words: text(500).optional(), expectedAt: instantOf().optional() })
      .optional(),
  }),
  answer: z.strictObject({
    callId: id(),
    response: z.enum(responses),
    decidedAt: instantOf(),
    deviates: z.boolean(),
    notice: notice().optional(),
  }),
  problems: [
    'not-found',
    'intervention.call-closed',
    'intervention.triage-missing',
    'intervention.deviation-needs-reason',
    'intervention.notice-required',
    'intervention.expected-in-past',
  ],
  sample: {
    request: { callId: anId(5), response: 'LATER', notice: { motive: 'moreUrgentFirst', expectedAt: later } },
    answer: {
      ...{ callId: anId(5), response: 'LATER', decidedAt: at, deviates: false },
      notice: { motive: 'moreUrgentFirst', expectedAt: later, issuedAt: at },
    },
  },
});

export const informCaller = defineRequest('intervention.inform-caller', {
  ...common,
  summary:
    'Note what the caller was told now that the expectation changed: motive and expected time; what was told before is kept (I06, X1).',
  http: { method: 'PUT', path: '/v1/calls/:callId/notice', success: 200 },
  request: z.strictObject({ callId: id(), motive: z.enum(noticeMotives), words: text(500).optional(), expectedAt: instantOf() }),
  answer: z.strictObject({ callId: id(), notice: notice(), notices: z.int().min(1) }),
  problems: [
    'not-found',
    'intervention.call-closed',
    'intervention.decision-missing',
    'intervention.notice-required',
    'intervention.expected-in-past',
  ],
  sample: {
    request: { callId: anId(5), motive: 'noUnitFree', expectedAt: later },
    answer: { callId: anId(5), notice: { motive: 'noUnitFree', expectedAt: later, issuedAt: at }, notices: 2 },
  },
});

export const closeCall = defineRequest('intervention.close-call', {
  ...common,
  summary: 'Close a call that was answered. Who called must have been told something: without a notice it stays open (I06).',
  http: { method: 'PUT', path: '/v1/calls/:callId/closing', success: 200 },
  request: z.strictObject({ callId: id() }),
  answer: z.strictObject({ callId: id(), closedAt: instantOf() }),
  problems: ['not-found', 'intervention.decision-missing', 'intervention.notice-missing'],
  sample: { request: { callId: anId(5) }, answer: { callId: anId(5), closedAt: at } },
});
