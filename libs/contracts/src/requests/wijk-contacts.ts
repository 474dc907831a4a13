import { z } from 'zod';
import { defineRequest } from '../define';
import { contactChannels, contactKinds, contactStatuses, id, instantOf, personId, point, text, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { callers: ['gateway'] } as const;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When and how an inspector is reached, in Belgian time; 1 is Monday. Why somebody is absent is nobody's business. */
export const hours = z.array(z.strictObject({ day: z.int().min(1).max(7), from: timeOfDay, to: timeOfDay })).max(21);
export const channels = z.array(z.strictObject({ kind: z.enum(contactChannels), value: text(200) })).max(6);
const absences = z.array(z.strictObject({ from: instantOf(), until: instantOf() })).max(50);

const reachability = z.strictObject({ personId: personId(), hours, channels, absences, reachableNow: z.boolean(), absentNow: z.boolean() });
const week = [{ day: 1, from: '09:00', to: '12:00' }];
const reachabilitySample = { personId: 'inspector-1', hours: week, channels: [], absences: [], reachableNow: false, absentNow: false };

export const setReachability = defineRequest('wijk.set-reachability', {
  ...common,
  purpose: 'service',
  summary: 'Hours, channels and absences of an inspector; an inspector sets her own, a team chief those of the team (W04).',
  roles: ['inspector', 'team-chief', 'administrator'],
  http: { method: 'PUT', path: '/v1/inspectors/:personId/reachability', success: 200 },
  idempotent: false,
  request: z.strictObject({ personId: personId(), hours, channels, absences }),
  answer: reachability,
  problems: ['not-found', 'wijk.period-empty'],
  sample: { request: { personId: 'inspector-1', hours: week, channels: [], absences: [] }, answer: reachabilitySample },
});

export const readReachability = defineRequest('wijk.read-reachability', {
  ...common,
  purpose: 'service',
  summary: 'When and how an inspector is reached (W04).',
  roles: ['inspector', 'team-chief', 'administrator'],
  http: { method: 'GET', path: '/v1/inspectors/:personId/reachability', success: 200 },
  idempotent: false,
  request: z.strictObject({ personId: personId() }),
  answer: reachability,
  problems: [],
  sample: { request: { personId: 'inspector-1' }, answer: reachabilitySample },
});

/** Who answers now: the accountable inspector, or the deputy while the inspector is absent. */
export const answering = z.strictObject({ displayName: z.string(), standsIn: z.boolean() });

/** What a resident follows a contact by: opaque, and nothing of it is kept. */
const followCode = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const aFollowCode = 'AZOfbgAAcACAAAAAAAAAEQ-what-nobody-guesses9';

export const recordCitizenContact = defineRequest('wijk.record-citizen-contact', {
  ...common,
  purpose: 'service',
  summary: 'A resident asked something: it gets somebody who answers and a day by which (W04).',
  roles: ['inspector', 'team-chief', 'clerk', 'dispatcher'],
  http: { method: 'POST', path: '/v1/citizen-contacts', success: 201 },
  idempotent: true,
  request: z.strictObject({
    point: point(),
    channel: z.enum(contactChannels),
    kind: z.enum(contactKinds),
    subject: text(1000),
    /** Only when an answer must reach somebody. */
    asker: z.strictObject({ name: text(200).optional(), reach: text(200) }).optional(),
    receivedAt: instantOf(),
  }),
  answer: z.strictObject({
    contactId: id(),
    wijkId: wijkId(),
    answering: answering.optional(),
    dueAt: instantOf(),
    /** For the resident alone: the link by which the question is followed. */
    followCode: followCode.optional(),
  }),
  problems: ['wijk.place-outside-zone', 'wijk.observed-in-future'],
  sample: {
    request: { point: aPoint, channel: 'phone', kind: 'question', subject: 'When is the street light repaired?', receivedAt: at },
    answer: {
      contactId: anId(11),
      wijkId: 'W01',
      answering: { displayName: 'Inspector Demo', standsIn: false },
      dueAt: at,
      followCode: aFollowCode,
    },
  },
});

const citizenContact = z.strictObject({
  contactId: id(),
  wijkId: wijkId(),
  channel: z.enum(contactChannels),
  kind: z.enum(contactKinds),
  subject: z.string(),
  asker: z.strictObject({ name: z.string().optional(), reach: z.string() }).optional(),
  /** Parts this reader is not shown, such as who asked. */
  withheld: z.array(z.string().max(40)),
  receivedAt: instantOf(),
  dueAt: instantOf(),
  answering: answering.optional(),
  status: z.enum(contactStatuses),
  answer: z.string().optional(),
  answeredAt: instantOf().optional(),
  /** The resident reads the answer by the link. */
  forResident: z.boolean().optional(),
  /** While it waits, and only for who answers for the wijk. */
  followCode: followCode.optional(),
});

export const listCitizenContacts = defineRequest('wijk.list-citizen-contacts', {
  ...common,
  purpose: 'service',
  summary: 'What residents of my wijken asked and wait for, soonest due first; a team chief sees the team’s, never who asked (W04).',
  roles: ['inspector', 'team-chief'],
  http: { method: 'GET', path: '/v1/citizen-contacts', success: 200 },
  idempotent: false,
  request: z.strictObject({ status: z.enum(contactStatuses).optional() }),
  answer: z.strictObject({ contacts: z.array(citizenContact), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { contacts: [], asOf: at } },
});

export const answerCitizenContact = defineRequest('wijk.answer-citizen-contact', {
  ...common,
  purpose: 'service',
  summary: 'What was answered to a resident; only who answers for the wijk now, or the team chief (W04).',
  roles: ['inspector', 'team-chief'],
  http: { method: 'POST', path: '/v1/citizen-contacts/:contactId/answer', success: 200 },
  idempotent: false,
  request: z.strictObject({
    contactId: id(),
    answer: text(1000),
    /** May who holds the link read it? Left out: no. That there is an answer, and since when, is told in any case. */
    forResident: z.boolean().optional(),
  }),
  answer: z.strictObject({ contactId: id(), status: z.literal('answered'), answeredAt: instantOf() }),
  problems: ['not-found', 'wijk.already-answered'],
  sample: {
    request: { contactId: anId(11), answer: 'The municipality repairs it on Friday.' },
    answer: { contactId: anId(11), status: 'answered', answeredAt: at },
  },
});

export const followContact = defineRequest('wijk.follow-contact', {
  ...common,
  purpose: 'service',
  summary:
    'For a resident with a link: who answers, by when, and what came of it (O13). Public-safe; never what was asked, never who asked.',
  roles: [],
  http: { method: 'POST', path: '/v1/public/:zone/followed-contact', success: 200 },
  idempotent: false,
  // Any text: a code that lost a sign on its way is as unknown as one nobody made.
  request: z.strictObject({ followCode: text(200) }),
  answer: z.strictObject({
    kind: z.enum(contactKinds),
    wijkName: z.string(),
    receivedAt: instantOf(),
    dueAt: instantOf(),
    status: z.enum(contactStatuses),
    /** It waits, and the day by which an answer was owed is past. */
    overdue: z.boolean(),
    /** Who answers for the wijk now. */
    answering: answering.extend({ phone: z.string().optional(), email: z.string().optional() }).optional(),
    reachability: z.strictObject({ hours, channels, reachableNow: z.boolean() }).optional(),
    answeredAt: instantOf().optional(),
    /** Only when who answered chose to show it. */
    answer: z.string().optional(),
    asOf: instantOf(),
  }),
  problems: ['not-found', 'read-not-logged'],
  sample: {
    request: { followCode: aFollowCode },
    answer: {
      ...{ kind: 'question', wijkName: 'Markt', receivedAt: at, dueAt: at, status: 'open', overdue: false, asOf: at },
      answering: { displayName: 'Inspector Demo', standsIn: false },
    },
  },
});
