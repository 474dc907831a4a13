import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, mediationStatuses, requestOrigins, slug, text } from '../vocabulary';
import { anId, at } from '../samples';

const common = { purpose: 'service', callers: ['gateway'] } as const;

export const settleMediationRequest = defineRequest('mediation.settle-mediation-request', {
  ...common,
  summary: 'The desk takes a request on, declines it, or closes it with or without agreement (M01, M05).',
  roles: ['mediator'],
  http: { method: 'PUT', path: '/v1/mediation-requests/:requestId/status', success: 200 },
  idempotent: false,
  request: z.strictObject({
    requestId: id(),
    status: z.enum(['accepted', 'declined', 'closed']),
    /** Needed to close: was there an agreement? */
    success: z.boolean().optional(),
  }),
  answer: z.strictObject({ requestId: id(), status: z.enum(mediationStatuses), success: z.boolean().optional() }),
  problems: ['not-found', 'mediation.status-not-possible', 'mediation.success-missing'],
  sample: { request: { requestId: anId(8), status: 'accepted' }, answer: { requestId: anId(8), status: 'accepted' } },
});

export const listReferralAnswers = defineRequest('mediation.list-referral-answers', {
  ...common,
  summary: 'What became of the requests I sent to mediation: taken on, declined or closed, agreement yes or no, nothing else (M05).',
  roles: ['inspector', 'team-chief', 'clerk', 'mediator'],
  http: { method: 'GET', path: '/v1/referral-answers', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({
    answers: z.array(
      z.strictObject({
        number: z.string(),
        origin: z.enum(requestOrigins),
        receivedAt: instantOf(),
        status: z.enum(mediationStatuses),
        success: z.boolean().optional(),
      }),
    ),
    asOf: instantOf(),
  }),
  problems: [],
  sample: {
    request: {},
    answer: { answers: [{ number: 'BEM-2026-000001', origin: 'POLICE_SERVICE', receivedAt: at, status: 'accepted' }], asOf: at },
  },
});

export const requestMediation = defineRequest('mediation.request-mediation', {
  ...common,
  summary: 'Ask for mediation; exactly five origins, answered with a number (M01, M04). What is told stays in mediation.',
  roles: ['inspector', 'mediator', 'clerk', 'team-chief'],
  http: { method: 'POST', path: '/v1/mediation-requests', success: 201 },
  idempotent: true,
  request: z.strictObject({
    origin: z.enum(requestOrigins),
    disputeType: slug(),
    description: text(4000),
    parties: z
      .array(z.strictObject({ name: text(200), contact: text(200).optional() }))
      .max(20)
      .optional(),
  }),
  answer: z.strictObject({ requestId: id(), number: z.string(), receivedAt: instantOf() }),
  problems: ['mediation.qualified-offence'],
  sample: {
    request: { origin: 'CITIZEN', disputeType: 'noise', description: 'Two neighbours disagree about drumming hours.' },
    answer: { requestId: anId(8), number: 'BEM-2026-000001', receivedAt: at },
  },
});

export const listMediationRequests = defineRequest('mediation.list-mediation-requests', {
  ...common,
  summary: 'The requests of the mediation desk, newest first, for mediators only; the read is logged (M01).',
  roles: ['mediator'],
  http: { method: 'GET', path: '/v1/mediation-requests', success: 200 },
  idempotent: false,
  request: z.strictObject({
    origin: z.enum(requestOrigins).optional(),
    before: instantOf().optional(),
    limit: z.int().min(1).max(100).optional(),
  }),
  answer: z.strictObject({
    requests: z.array(
      z.strictObject({
        requestId: id(),
        number: z.string(),
        origin: z.enum(requestOrigins),
        disputeType: slug(),
        description: z.string(),
        parties: z.array(z.strictObject({ name: z.string(), contact: z.string().optional() })),
        receivedAt: instantOf(),
        status: z.enum(mediationStatuses),
        success: z.boolean().optional(),
      }),
    ),
    /** All requests of the zone by who asked (M04): how many, and how many the desk still works on. */
    byOrigin: z.array(z.strictObject({ origin: z.enum(requestOrigins), count: z.int().min(0), open: z.int().min(0) })),
    asOf: instantOf(),
  }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { requests: [], byOrigin: [], asOf: at } },
});
