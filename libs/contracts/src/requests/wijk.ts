import { z } from 'zod';
import { defineRequest } from '../define';
import {
  evaluation,
  handlingCodes,
  id,
  instantOf,
  personId,
  point,
  polluterTypes,
  purposes,
  requestOrigins,
  slug,
  subjectCategories,
  text,
  theme,
  topics,
  waysOfKnowing,
  wijkId,
} from '../vocabulary';
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

const noteSummary = z.strictObject({
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

const inspector = z.strictObject({
  personId: personId(),
  displayName: text(120),
  phone: z.string().max(40).optional(),
  email: z.string().max(120).optional(),
});
const responsible = z.strictObject({
  wijkId: wijkId(),
  wijkName: z.string(),
  municipality: z.string(),
  inspector: inspector.optional(),
  deputy: inspector.optional(),
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
  }),
  problems: ['wijk.place-outside-zone', 'wijk.address-unknown'],
  sample: { request: { point: aPoint }, answer: { wijkName: 'Markt', municipality: 'Spilbeek' } },
});

export const findAddress = defineRequest('wijk.find-address', {
  ...common,
  purpose: 'service',
  summary: 'Addresses of the zone that begin with or contain what was typed.',
  roles: ['inspector', 'team-chief', 'crew', 'dispatcher', 'environment-officer', 'clerk', 'investigator'],
  http: { method: 'POST', path: '/v1/addresses/search', success: 200 },
  idempotent: false,
  request: z.strictObject({ text: text(120), limit: z.int().min(1).max(20).optional() }),
  answer: z.strictObject({
    addresses: z.array(z.strictObject({ label: z.string(), labelFr: z.string().optional(), point: point(), wijkId: wijkId().optional() })),
  }),
  problems: [],
  sample: { request: { text: 'Molenstraat 1' }, answer: { addresses: [{ label: 'Molenstraat 1, Spilbeek', point: aPoint }] } },
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
    'administrator',
  ],
  http: { method: 'GET', path: '/v1/neighbourhoods', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({
    type: z.literal('FeatureCollection'),
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

export const readNeighbourhood = defineRequest('wijk.read-neighbourhood', {
  ...common,
  summary: 'One wijk: who is responsible, its reported nuisances and counts, with the time they are from (W02, E03).',
  roles: ['inspector', 'team-chief', 'crew', 'dispatcher', 'environment-officer'],
  http: { method: 'GET', path: '/v1/neighbourhoods/:wijkId', success: 200 },
  idempotent: false,
  request: z.strictObject({ wijkId: wijkId() }),
  answer: z.strictObject({
    ...responsible.shape,
    nuisances: z.array(
      z.strictObject({
        nuisanceId: id(),
        number: z.string(),
        category: z.string(),
        polluterType: z.enum(polluterTypes),
        point: point(),
        reportedAt: instantOf(),
      }),
    ),
    nuisanceCount: z.int().min(0),
    noteCount: z.int().min(0),
    /** Zone-wide: mediation gives counts by origin and nothing else (M04). */
    mediationRequests: z.array(z.strictObject({ origin: z.enum(requestOrigins), count: z.int().min(0) })),
    asOf: instantOf(),
  }),
  problems: ['not-found'],
  sample: {
    request: { wijkId: 'W01' },
    answer: {
      wijkId: 'W01',
      wijkName: 'Markt',
      municipality: 'Spilbeek',
      nuisances: [],
      nuisanceCount: 0,
      noteCount: 0,
      mediationRequests: [],
      asOf: at,
    },
  },
});

/** What a validator says of a zone file; names are wijk names, areas square metres. */
const zoneFinding = z.strictObject({
  kind: z.enum(['gap', 'overlap', 'invalid-geometry', 'not-wgs84', 'no-name', 'duplicate-id', 'empty']),
  wijken: z.array(z.string().max(120)).max(10),
  squareMetres: z.number().optional(),
  sentence: z.string().max(400),
});
export const importZone = defineRequest('wijk.import-zone', {
  ...common,
  purpose: 'service',
  summary: 'Load or replace the wijken of the zone from GeoJSON; nothing is half imported (W01).',
  roles: ['administrator'],
  http: { method: 'POST', path: '/v1/zone/import', success: 200 },
  idempotent: false,
  request: z.strictObject({ name: text(120), toleranceSquareMetres: z.number().min(0).max(1e9).optional(), geojson: z.looseObject({}) }),
  answer: z.strictObject({ wijken: z.int().min(0), unchanged: z.int().min(0), findings: z.array(zoneFinding) }),
  problems: ['wijk.zone-refused'],
  sample: { request: { name: 'Spilbeek', geojson: {} }, answer: { wijken: 3, unchanged: 0, findings: [] } },
});

export const importAddresses = defineRequest('wijk.import-addresses', {
  ...common,
  purpose: 'service',
  summary: 'Add addresses of the zone, in portions; a repeated address is replaced.',
  roles: ['administrator'],
  http: { method: 'POST', path: '/v1/zone/addresses', success: 200 },
  idempotent: false,
  request: z.strictObject({
    addresses: z
      .array(z.strictObject({ addressId: text(60), label: text(200), labelFr: text(200).optional(), point: point() }))
      .min(1)
      .max(200),
  }),
  answer: z.strictObject({ stored: z.int().min(0) }),
  problems: [],
  sample: { request: { addresses: [{ addressId: 'a1', label: 'Molenstraat 1, Spilbeek', point: aPoint }] }, answer: { stored: 1 } },
});

export const appointInspector = defineRequest('wijk.appoint-inspector', {
  ...common,
  purpose: 'service',
  summary: 'Make one inspector accountable for a wijk, with a deputy and a period (W02).',
  roles: ['administrator', 'team-chief'],
  http: { method: 'PUT', path: '/v1/neighbourhoods/:wijkId/inspector', success: 200 },
  idempotent: false,
  request: z.strictObject({ wijkId: wijkId(), inspector, deputy: inspector.optional(), from: instantOf(), until: instantOf().optional() }),
  answer: responsible,
  problems: ['not-found', 'wijk.deputy-is-inspector', 'wijk.period-empty'],
  sample: {
    request: { wijkId: 'W01', inspector: { personId: 'inspector-1', displayName: 'Inspector Demo' }, from: at },
    answer: { wijkId: 'W01', wijkName: 'Markt', municipality: 'Spilbeek' },
  },
});
