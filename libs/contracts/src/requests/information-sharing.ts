import { z } from 'zod';
import { defineRequest } from '../define';
import { itemFacts, itemSample, itemTexts } from '../events/information-sharing';
import { assignmentFacts } from '../frames/frames';
import { id, instantOf, point, returnReasons, slug, text, theme, verdicts, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;
const desk = ['investigator', 'environment-officer'] as const;

const entry = z.strictObject({
  ...itemFacts(),
  ...itemTexts.shape,
  desk: slug(),
  filedAt: instantOf(),
  status: z.enum(['new', 'accepted', 'returned']),
  returnReason: z.enum(returnReasons).optional(),
  /** Subscriptions of mine it matched: part of "why do I see this". */
  matched: z.array(z.string().max(120)),
  myVerdict: z.enum(verdicts).optional(),
});
const entrySample = {
  ...itemSample,
  level: 'full' as const,
  headline: 'Dealing',
  desk: 'local-investigation',
  filedAt: at,
  status: 'new' as const,
  matched: ['Drugs in Spilbeek'],
};

export const listInbox = defineRequest('information-sharing.list-inbox', {
  ...common,
  summary: 'My inbox, newest first; each restricted row is logged before it leaves (S03).',
  roles: desk,
  http: { method: 'GET', path: '/v1/inbox', success: 200 },
  idempotent: false,
  request: z.strictObject({
    status: z.enum(['new', 'accepted', 'returned']).optional(),
    before: instantOf().optional(),
    limit: z.int().min(1).max(100).optional(),
  }),
  answer: z.strictObject({ entries: z.array(entry), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { entries: [entrySample], asOf: at } },
});

export const readItem = defineRequest('information-sharing.read-item', {
  ...common,
  summary: 'One item of my inbox, as far as the policy lets me see it; logged before it leaves (S03).',
  roles: desk,
  http: { method: 'GET', path: '/v1/inbox/:itemId', success: 200 },
  idempotent: false,
  request: z.strictObject({ itemId: id() }),
  answer: entry,
  problems: ['not-found', 'read-not-logged'],
  sample: { request: { itemId: anId(2) }, answer: entrySample },
});

export const acceptItem = defineRequest('information-sharing.accept-item', {
  ...common,
  summary: 'Take an item on (S03); the author sees the status only.',
  roles: desk,
  http: { method: 'POST', path: '/v1/inbox/:itemId/accept', success: 200 },
  idempotent: false,
  request: z.strictObject({ itemId: id() }),
  answer: z.strictObject({ itemId: id(), status: z.literal('accepted') }),
  problems: ['not-found', 'information-sharing.already-settled'],
  sample: { request: { itemId: anId(2) }, answer: { itemId: anId(2), status: 'accepted' } },
});

export const returnItem = defineRequest('information-sharing.return-item', {
  ...common,
  summary: 'Return an item with a reason from the short list; free text stays with the desk (S03).',
  roles: desk,
  http: { method: 'POST', path: '/v1/inbox/:itemId/return', success: 200 },
  idempotent: false,
  request: z.strictObject({ itemId: id(), reason: z.enum(returnReasons), remark: text(500).optional() }),
  answer: z.strictObject({ itemId: id(), status: z.literal('returned') }),
  problems: ['not-found', 'information-sharing.already-settled'],
  sample: { request: { itemId: anId(2), reason: 'knownAlready' }, answer: { itemId: anId(2), status: 'returned' } },
});

export const rateItem = defineRequest('information-sharing.rate-item', {
  ...common,
  summary: 'Say whether an item was useful, wrong or outdated; it flows back to the author (S12).',
  roles: ['investigator', 'environment-officer', 'crew'],
  http: { method: 'POST', path: '/v1/items/:itemId/rating', success: 200 },
  idempotent: false,
  request: z.strictObject({ itemId: id(), verdict: z.enum(verdicts) }),
  answer: z.strictObject({ itemId: id(), verdict: z.enum(verdicts) }),
  problems: ['not-found', 'information-sharing.rated-often'],
  sample: { request: { itemId: anId(2), verdict: 'useful' }, answer: { itemId: anId(2), verdict: 'useful' } },
});

/** What a subscription asks for; parts that are given must all hold. */
const criteria = z.strictObject({
  themes: z.array(theme()).max(20).optional(),
  wijkIds: z.array(wijkId()).max(200).optional(),
  near: z.strictObject({ point: point(), radiusMetres: z.number().min(10).max(50_000) }).optional(),
  text: text(80).optional(),
});
const subscription = z.strictObject({ subscriptionId: id(), name: text(120), criteria, createdAt: instantOf() });

export const listSubscriptions = defineRequest('information-sharing.list-subscriptions', {
  ...common,
  summary: 'What I follow (S03).',
  roles: desk,
  http: { method: 'GET', path: '/v1/subscriptions', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({ subscriptions: z.array(subscription) }),
  problems: [],
  sample: { request: {}, answer: { subscriptions: [] } },
});

export const subscribe = defineRequest('information-sharing.subscribe', {
  ...common,
  summary: 'Follow signals by theme, wijk, radius and text, within what my assignment lets me see (S03).',
  roles: desk,
  http: { method: 'POST', path: '/v1/subscriptions', success: 201 },
  idempotent: true,
  request: z.strictObject({ name: text(120), criteria }),
  answer: subscription,
  problems: ['information-sharing.subscription-empty', 'information-sharing.theme-not-assigned'],
  sample: {
    request: { name: 'Drugs around the station', criteria: { themes: ['drugs'], near: { point: aPoint, radiusMetres: 800 } } },
    answer: { subscriptionId: anId(7), name: 'Drugs around the station', criteria: { themes: ['drugs'] }, createdAt: at },
  },
});

export const trySubscription = defineRequest('information-sharing.try-subscription', {
  ...common,
  summary: 'What a subscription would have caught in the last days, as far as I may see it; every hit is logged (S03, L08).',
  roles: desk,
  http: { method: 'POST', path: '/v1/subscriptions/try', success: 200 },
  idempotent: false,
  request: z.strictObject({ criteria, days: z.int().min(1).max(30).optional() }),
  answer: z.strictObject({
    since: instantOf(),
    count: z.int().min(0),
    /** More was there than one try looks through: the count is at least this. */
    more: z.boolean(),
    /** Newest first, at most five. */
    samples: z.array(entry),
    asOf: instantOf(),
  }),
  problems: ['information-sharing.subscription-empty', 'information-sharing.theme-not-assigned', 'read-not-logged'],
  sample: { request: { criteria: { themes: ['drugs'] } }, answer: { since: at, count: 1, more: false, samples: [entrySample], asOf: at } },
});

export const findItems = defineRequest('information-sharing.find-items', {
  ...common,
  summary: 'Items of my inbox that hold these words, newest first, as far as I may see them; every hit is logged (L08).',
  roles: desk,
  // The words travel in the body: they may name somebody, and an address is kept in many places.
  http: { method: 'POST', path: '/v1/inbox/search', success: 200 },
  idempotent: false,
  request: z.strictObject({ text: text(80) }),
  answer: z.strictObject({ entries: z.array(entry), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: { text: 'station' }, answer: { entries: [entrySample], asOf: at } },
});

export const unsubscribe = defineRequest('information-sharing.unsubscribe', {
  ...common,
  summary: 'Stop following; what is in the inbox stays.',
  roles: desk,
  http: { method: 'DELETE', path: '/v1/subscriptions/:subscriptionId', success: 200 },
  idempotent: false,
  request: z.strictObject({ subscriptionId: id() }),
  answer: z.strictObject({ subscriptionId: id() }),
  problems: ['not-found'],
  sample: { request: { subscriptionId: anId(7) }, answer: { subscriptionId: anId(7) } },
});

/** How colleagues call the person; only who assigns sees it, and who must say who read what. It never travels in an event. */
const displayName = text(120).optional();
const assignment = z.strictObject({ ...assignmentFacts(), displayName, version: z.int().min(1) });
const assignmentSample = { assignmentId: anId(6), personId: 'crew-1', role: 'crew' as const, team: 'noord', from: at, version: 1 };
export const listAssignments = defineRequest('information-sharing.list-assignments', {
  ...common,
  purpose: 'service',
  summary: 'Who is assigned where, until when.',
  roles: ['administrator', 'team-chief', 'auditor'],
  http: { method: 'GET', path: '/v1/assignments', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({ assignments: z.array(assignment) }),
  problems: [],
  sample: { request: {}, answer: { assignments: [assignmentSample] } },
});

const { assignmentId: _id, endedAt: _end, ...assignable } = assignmentFacts();
export const assign = defineRequest('information-sharing.assign', {
  ...common,
  purpose: 'service',
  summary: 'Assign a person to a team, wijken or themes until a moment; narrows the token, never widens it.',
  roles: ['administrator', 'team-chief'],
  http: { method: 'POST', path: '/v1/assignments', success: 201 },
  idempotent: true,
  request: z.strictObject({ ...assignable, displayName }),
  answer: assignment,
  problems: ['information-sharing.period-empty'],
  sample: { request: { personId: 'crew-1', role: 'crew', team: 'noord', from: at }, answer: assignmentSample },
});

export const endAssignment = defineRequest('information-sharing.end-assignment', {
  ...common,
  purpose: 'service',
  summary: 'End an assignment now; that person’s open feeds close within a second.',
  roles: ['administrator', 'team-chief'],
  http: { method: 'DELETE', path: '/v1/assignments/:assignmentId', success: 200 },
  idempotent: false,
  request: z.strictObject({ assignmentId: id() }),
  answer: assignment,
  problems: ['not-found'],
  sample: { request: { assignmentId: anId(6) }, answer: { ...assignmentSample, endedAt: at, version: 2 } },
});
