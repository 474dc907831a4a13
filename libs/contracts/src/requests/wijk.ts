import { z } from 'zod';
import { defineRequest } from '../define';
import {
  evaluation,
  handlingCodes,
  id,
  instantOf,
  point,
  purposes,
  slug,
  subjectCategories,
  text,
  theme,
  topics,
  waysOfKnowing,
  wijkId,
} from '../vocabulary';
import { channels, hours } from './wijk-contacts';
import { responsible } from './wijk-shapes';
import { progressStep } from '../events/information-sharing';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

/** The form of W09/W10: fact apart from assessment (L15), nothing personal unless the person part is opened. */
export const noteForm = z.strictObject({
  point: point(),
  accuracyMetres: z.number().min(0).max(100_000).optional(),
  placeDescription: text(200).optional(),
  kind: z.enum(['particularity', 'problem']),
  topic: z.enum(topics),
  theme: theme(),
  observedAt: instantOf(),
  howKnown: z.enum(waysOfKnowing),
  evaluation: evaluation(),
  handling: z.enum(handlingCodes),
  handlingText: text(200).optional(),
  purpose: z.enum(purposes),
  legalBasis: slug(),
  headline: text(140),
  fact: text(4000),
  assessment: text(4000).optional(),
  safetyLine: text(200).optional(),
  person: z
    .strictObject({ category: z.enum(subjectCategories), name: text(200).optional(), description: text(1000).optional() })
    .optional(),
});
export type NoteForm = z.infer<typeof noteForm>;
export const noteFormSample: NoteForm = {
  point: aPoint,
  kind: 'problem',
  topic: 'localCrime',
  theme: 'drugs',
  observedAt: at,
  howKnown: 'resident',
  evaluation: { source: 'B', information: 2 },
  handling: 'H0',
  purpose: 'administrative',
  legalBasis: 'wpa-44-1',
  headline: 'Dealing at the bicycle shed in the evening',
  fact: 'Two residents saw small packets change hands at the shed around 21:00.',
};

export const recordNote = defineRequest('wijk.record-note', {
  ...common,
  summary: 'Record what was learnt in a wijk (W09, W10).',
  roles: ['inspector', 'team-chief'],
  http: { method: 'POST', path: '/v1/notes', success: 201 },
  idempotent: true,
  request: noteForm,
  answer: z.strictObject({ noteId: id(), wijkId: wijkId(), wijkName: z.string(), recordedAt: instantOf() }),
  problems: ['wijk.place-outside-zone', 'wijk.observed-in-future', 'wijk.classified-content', 'wijk.handling-text-required'],
  sample: { request: noteFormSample, answer: { noteId: anId(1), wijkId: 'W01', wijkName: 'Markt', recordedAt: at } },
});

export const noteSummary = z.strictObject({
  noteId: id(),
  wijkId: wijkId(),
  wijkName: z.string(),
  theme: theme(),
  headline: z.string(),
  recordedAt: instantOf(),
  steps: z.array(z.strictObject(progressStep())),
});
export const listMyNotes = defineRequest('wijk.list-my-notes', {
  ...common,
  summary: 'My notes, newest first, with where each went and what came of it (S02, S12).',
  roles: ['inspector', 'team-chief'],
  http: { method: 'GET', path: '/v1/notes', success: 200 },
  idempotent: false,
  request: z.strictObject({ before: instantOf().optional(), limit: z.int().min(1).max(100).optional() }),
  answer: z.strictObject({ notes: z.array(noteSummary), asOf: instantOf() }),
  problems: [],
  sample: {
    request: {},
    answer: {
      notes: [{ noteId: anId(1), wijkId: 'W01', wijkName: 'Markt', theme: 'drugs', headline: 'Dealing', recordedAt: at, steps: [] }],
      asOf: at,
    },
  },
});

export const readNote = defineRequest('wijk.read-note', {
  ...common,
  summary: 'One of my own notes, whole; the read is logged (S02).',
  roles: ['inspector', 'team-chief'],
  http: { method: 'GET', path: '/v1/notes/:noteId', success: 200 },
  idempotent: false,
  request: z.strictObject({ noteId: id() }),
  answer: z.strictObject({ ...noteSummary.shape, form: noteForm }),
  problems: ['not-found', 'read-not-logged'],
  sample: {
    request: { noteId: anId(1) },
    answer: {
      noteId: anId(1),
      wijkId: 'W01',
      wijkName: 'Markt',
      theme: 'drugs',
      headline: 'Dealing',
      recordedAt: at,
      steps: [],
      form: noteFormSample,
    },
  },
});

export const locate = defineRequest('wijk.locate', {
  ...common,
  callers: ['gateway', 'intervention', 'environment'],
  summary: 'Which wijk is this point in, and who is responsible there (W01, W02).',
  roles: ['inspector', 'team-chief', 'crew', 'dispatcher', 'investigator', 'environment-officer', 'mediator', 'clerk'],
  http: { method: 'POST', path: '/v1/locate', success: 200 },
  idempotent: false,
  request: z.strictObject({ point: point() }),
  answer: responsible,
  problems: ['wijk.place-outside-zone'],
  sample: { request: { point: aPoint }, answer: { wijkId: 'W01', wijkName: 'Markt', municipality: 'Spilbeek' } },
});

export const findReferenceContact = defineRequest('wijk.find-reference-contact', {
  ...common,
  purpose: 'service',
  summary: 'For a resident: who is my wijkinspecteur and how do I reach them (W03). Public-safe; asks and stores nothing personal.',
  roles: [],
  http: { method: 'POST', path: '/v1/public/:zone/reference-contact', success: 200 },
  idempotent: false,
  request: z.strictObject({ point: point().optional(), address: text(200).optional() }),
  answer: z.strictObject({
    wijkName: z.string(),
    municipality: z.string(),
    contact: z.strictObject({ displayName: z.string(), phone: z.string().optional(), email: z.string().optional() }).optional(),
    /** When and how (W04); `standsIn` when the deputy answers because the inspector is away. */
    reachability: z.strictObject({ hours, channels, reachableNow: z.boolean(), standsIn: z.boolean() }).optional(),
  }),
  problems: ['wijk.place-outside-zone', 'wijk.address-unknown', 'wijk.address-ambiguous'],
  sample: { request: { point: aPoint }, answer: { wijkName: 'Markt', municipality: 'Spilbeek' } },
});

export const listNeighbourhoods = defineRequest('wijk.list-neighbourhoods', {
  ...common,
  purpose: 'service',
  summary: 'The wijken of my zone as a GeoJSON FeatureCollection (RFC 7946), each with its inspector (W01, W02).',
  roles: [
    'inspector',
    'team-chief',
    'crew',
    'dispatcher',
    'investigator',
    'environment-officer',
    'mediator',
    'clerk',
    'operator',
    'auditor',
    'administrator',
  ],
  http: { method: 'GET', path: '/v1/neighbourhoods', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({
    type: z.literal('FeatureCollection'),
    /** What the zone is called, as it was imported; absent while it has no wijken. */
    name: z.string().optional(),
    bbox: z.array(z.number()).optional(),
    features: z.array(
      z.strictObject({
        type: z.literal('Feature'),
        id: wijkId(),
        geometry: z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(point()))) }),
        properties: z.strictObject({
          name: z.string(),
          municipality: z.string(),
          inspector: z.string().optional(),
          deputy: z.string().optional(),
        }),
      }),
    ),
  }),
  problems: [],
  sample: { request: {}, answer: { type: 'FeatureCollection', features: [] } },
});
