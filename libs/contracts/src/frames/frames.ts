import { z } from 'zod';
import { defineFrame } from '../define';
import { itemFacts, itemSample, progressStep } from '../events/information-sharing';
import { id, instantOf, personId, point, responses, role, sealed, slug, theme, unitStatuses, wijkId } from '../vocabulary';
import { aSeal, aPoint, anId, at } from '../samples';

export const deskItem = defineFrame('item.v1', {
  owner: 'information-sharing',
  summary: 'An item routed to a desk, with what the policy lets that desk see (S01, S03, S04).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  audiences: ['local-investigation', 'administrative-police', 'environment'],
  listeners: ['information-sharing'],
  schema: z.strictObject({ ...itemFacts(), desk: slug(), sealed: sealed() }),
  sample: { ...itemSample, level: 'full', desk: 'local-investigation', sealed: aSeal },
});

export const inboxEntry = defineFrame('inbox-entry.v1', {
  owner: 'information-sharing',
  summary: 'An item was filed in the inboxes of the people whose subscription it matches (S03).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  audiences: ['local-investigation', 'administrative-police', 'environment'],
  listeners: ['gateway'],
  schema: z.strictObject({
    ...itemFacts(),
    desk: slug(),
    subscribers: z.array(personId()).max(500),
    filedAt: instantOf(),
    sealed: sealed(),
  }),
  sample: { ...itemSample, level: 'full', desk: 'local-investigation', subscribers: ['investigator-1'], filedAt: at, sealed: aSeal },
});

export const briefing = defineFrame('briefing.v1', {
  owner: 'intervention',
  summary: 'What a crew may know of a note in its area: what, where, when, how old, how sure (S01).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  audiences: ['crew-*'],
  listeners: ['gateway'],
  schema: z.strictObject({ ...itemFacts(), sealed: sealed() }),
  sample: { ...itemSample, sealed: { ...aSeal, keys: { gateway: 'AAAA' } } },
});

export const callFrame = defineFrame('call.v1', {
  owner: 'intervention',
  summary: 'A 101 call was registered or changed (I01); the caller is never in it.',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'call',
  audiences: ['crew-*', 'dispatch'],
  listeners: ['gateway'],
  schema: z.strictObject({
    callId: id(),
    number: z.string().max(40),
    wijkId: wijkId(),
    point: point(),
    nature: slug(),
    urgency: z.enum(['urgent', 'notUrgent']),
    registeredAt: instantOf(),
    sealed: sealed(),
  }),
  sample: {
    callId: anId(5),
    number: '101-2026-000001',
    wijkId: 'W01',
    point: aPoint,
    nature: 'noise',
    urgency: 'notUrgent',
    registeredAt: at,
    sealed: { ...aSeal, keys: { gateway: 'AAAA' } },
  },
});

export const callDecision = defineFrame('call-decision.v1', {
  owner: 'intervention',
  summary: 'A call is answered now or later, its caller was promised another time, or it was closed (I05, I06). Why is not in it.',
  purpose: 'administrative',
  handling: 'H0',
  retentionClass: 'call',
  audiences: ['dispatch'],
  listeners: ['gateway'],
  schema: z.strictObject({
    callId: id(),
    response: z.enum(responses),
    deviates: z.boolean(),
    decidedAt: instantOf(),
    /** Until when the caller was promised an answer. */
    expectedAt: instantOf().optional(),
    closedAt: instantOf().optional(),
  }),
  sample: { callId: anId(5), response: 'LATER', deviates: false, decidedAt: at, expectedAt: '2026-01-12T11:30:00.000Z' },
});

/** The sealed part of a call frame once opened. */
export const callTexts = z.strictObject({ summary: z.string().max(1000), address: z.string().max(300).optional() });
export type CallTexts = z.infer<typeof callTexts>;

export const unitFrame = defineFrame('unit.v1', {
  owner: 'intervention',
  summary: 'A unit changed status or position (I07).',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'unit-status',
  audiences: ['crew-*', 'dispatch'],
  listeners: ['gateway'],
  schema: z.strictObject({
    unitId: slug(),
    team: slug(),
    status: z.enum(unitStatuses),
    point: point().optional(),
    since: instantOf(),
  }),
  sample: { unitId: 'combi-1', team: 'noord', status: 'available', point: aPoint, since: at },
});

export const noteProgress = defineFrame('note-progress.v1', {
  owner: 'wijk',
  summary: 'A step of a note, for its author only (S02, S12).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  audiences: ['wijk'],
  listeners: ['gateway'],
  schema: z.strictObject({ authorId: personId(), ...progressStep() }),
  sample: { authorId: 'inspector-1', noteId: anId(1), step: 'accepted', audience: 'local-investigation', at },
});

/** Who may act where until when (architecture.md §6, wall 4). It narrows what the token allows, never widens it. */
export const assignmentFacts = () => ({
  assignmentId: id(),
  personId: personId(),
  role: role(),
  team: slug().optional(),
  wijkIds: z.array(wijkId()).max(500).optional(),
  themes: z.array(theme()).max(40).optional(),
  from: instantOf(),
  /** Absent: until ended. */
  until: instantOf().optional(),
  endedAt: instantOf().optional(),
});

export const assignmentFrame = defineFrame('assignment.v1', {
  owner: 'information-sharing',
  summary: 'An assignment as it now is; only the last state of each is kept.',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'assignment',
  audiences: ['gateway'],
  listeners: ['gateway'],
  schema: z.strictObject({ ...assignmentFacts(), version: z.int().min(1) }),
  sample: { assignmentId: anId(6), personId: 'crew-1', role: 'crew', team: 'noord', wijkIds: ['W01'], from: at, version: 1 },
});
