import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, noticeMotives, point, responses, severities, slug, text, urgencies, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

const urgency = () => z.enum(urgencies);
/** What the zone's own table says of a triage: the dispatcher decides. */
export const proposal = () => z.strictObject({ response: z.enum(responses), withinMinutes: z.int().min(1) });
export const triageFacts = () => ({ severity: z.enum(severities), urgency: urgency(), nature: slug() });
/** What the caller was told: why, and until when. Words are for the dispatch room alone. */
export const notice = () =>
  z.strictObject({
    motive: z.enum(noticeMotives),
    words: text(500).optional(),
    expectedAt: instantOf(),
    issuedAt: instantOf(),
  });

const call = z.strictObject({
  callId: id(),
  number: z.string().max(40),
  wijkId: wijkId(),
  point: point(),
  nature: slug(),
  urgency: urgency(),
  summary: z.string().max(1000),
  address: z.string().max(300).optional(),
  registeredAt: instantOf(),
  teams: z.array(slug()),
  /** Units sent to it. */
  units: z.array(slug()),
  /** How it was weighed and what the table proposed; absent until somebody did (I03). */
  triage: z.strictObject({ severity: z.enum(severities), triagedAt: instantOf(), proposal: proposal().optional() }).optional(),
  /** Whether it is answered now or later (I05). */
  decision: z.strictObject({ response: z.enum(responses), decidedAt: instantOf(), deviates: z.boolean() }).optional(),
  /** For dispatchers: what the caller was told, the last one first (I06). */
  notices: z.array(notice()).max(50).optional(),
  /** When the last promise to the caller asks for a look, by configuration; for dispatchers, of a call that is open. */
  warnAt: instantOf().optional(),
  closedAt: instantOf().optional(),
});
const callSample = {
  callId: anId(5),
  number: '101-2026-000001',
  wijkId: 'W01',
  point: aPoint,
  nature: 'noise',
  urgency: 'notUrgent' as const,
  summary: 'Loud music on the square',
  registeredAt: at,
  teams: ['noord'],
  units: [],
};
const promised = {
  ...callSample,
  triage: { severity: 'limited' as const, triagedAt: at, proposal: { response: 'LATER' as const, withinMinutes: 120 } },
  decision: { response: 'LATER' as const, decidedAt: at, deviates: false },
  notices: [{ motive: 'moreUrgentFirst' as const, expectedAt: '2026-01-12T11:30:00.000Z', issuedAt: at }],
  warnAt: '2026-01-12T11:20:00.000Z',
};

export const registerCall = defineRequest('intervention.register-call', {
  ...common,
  summary: 'Register a 101 call that needs police on site: time, place, caller, nature (I01).',
  roles: ['dispatcher'],
  http: { method: 'POST', path: '/v1/calls', success: 201 },
  idempotent: true,
  request: z.strictObject({
    point: point(),
    address: text(300).optional(),
    nature: slug(),
    urgency: urgency(),
    summary: text(1000),
    caller: z.strictObject({ name: text(200).optional(), phone: text(40).optional() }).optional(),
    receivedAt: instantOf(),
  }),
  answer: z.strictObject({ callId: id(), number: z.string(), wijkId: wijkId(), registeredAt: instantOf(), teams: z.array(slug()) }),
  problems: ['intervention.place-outside-zone', 'intervention.received-in-future'],
  sample: {
    request: { point: aPoint, nature: 'noise', urgency: 'notUrgent', summary: 'Loud music on the square', receivedAt: at },
    answer: { callId: anId(5), number: '101-2026-000001', wijkId: 'W01', registeredAt: at, teams: ['noord'] },
  },
});

export const listCalls = defineRequest('intervention.list-calls', {
  ...common,
  summary: 'Calls of the zone for a dispatcher, of my area for a crew, newest first (I01). The caller is not in it.',
  roles: ['dispatcher', 'crew'],
  http: { method: 'GET', path: '/v1/calls', success: 200 },
  idempotent: false,
  request: z.strictObject({ before: instantOf().optional(), limit: z.int().min(1).max(100).optional() }),
  answer: z.strictObject({ calls: z.array(call), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { calls: [callSample], asOf: at } },
});

export const listPromises = defineRequest('intervention.list-promises', {
  ...common,
  summary: 'Open calls whose caller was promised an answer, the first to come due first, however old the call is (I06, X1).',
  roles: ['dispatcher'],
  http: { method: 'GET', path: '/v1/promises', success: 200 },
  idempotent: false,
  request: z.strictObject({ limit: z.int().min(1).max(200).optional() }),
  answer: z.strictObject({ calls: z.array(call), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { calls: [promised], asOf: at } },
});
