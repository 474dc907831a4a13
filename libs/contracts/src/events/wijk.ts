import { z } from 'zod';
import { defineEvent } from '../define';
import {
  evaluation,
  handlingCodes,
  id,
  instantOf,
  personId,
  point,
  purposes,
  sealed,
  slug,
  text,
  theme,
  topics,
  waysOfKnowing,
  wijkId,
} from '../vocabulary';
import { aSeal, aPoint, anId, at } from '../samples';

/** What a note says without naming anybody; the texts travel sealed (architecture.md §6, wall 3). */
export const noteFacts = () => ({
  noteId: id(),
  wijkId: wijkId(),
  point: point(),
  kind: z.enum(['particularity', 'problem']),
  topic: z.enum(topics),
  theme: theme(),
  observedAt: instantOf(),
  recordedAt: instantOf(),
  howKnown: z.enum(waysOfKnowing),
  evaluation: evaluation(),
  handling: z.enum(handlingCodes),
  purpose: z.enum(purposes),
  legalBasis: slug(),
  authorId: personId(),
  /** True when the sealed part names or describes a person. */
  personal: z.boolean(),
});

/** The sealed part of a note once opened. */
export const noteTexts = z.strictObject({
  headline: text(140),
  fact: text(4000),
  assessment: text(4000).optional(),
  safetyLine: text(200).optional(),
  placeDescription: text(200).optional(),
  handlingText: text(200).optional(),
  person: z.strictObject({ category: z.string().max(20), name: text(200).optional(), description: text(1000).optional() }).optional(),
});
export type NoteTexts = z.infer<typeof noteTexts>;

export const noteRecorded = defineEvent('wijk.note-recorded.v1', {
  summary: 'An inspector recorded what she learnt in a wijk (W09, W10).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  listeners: ['information-sharing'],
  schema: z.strictObject({ ...noteFacts(), sealed: sealed() }),
  sample: {
    noteId: anId(1),
    wijkId: 'W01',
    point: aPoint,
    kind: 'problem',
    topic: 'localCrime',
    theme: 'drugs',
    observedAt: at,
    recordedAt: at,
    howKnown: 'resident',
    evaluation: { source: 'B', information: 2 },
    handling: 'H0',
    purpose: 'administrative',
    legalBasis: 'wpa-44-1',
    authorId: 'inspector-1',
    personal: false,
    sealed: aSeal,
  },
});

export const neighbourhoodDrawn = defineEvent('wijk.neighbourhood-drawn.v1', {
  summary: 'A wijk was drawn or redrawn; others keep their own map of the zone (W01).',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'zone-map',
  listeners: ['information-sharing', 'intervention', 'environment'],
  schema: z.strictObject({
    wijkId: wijkId(),
    name: text(120),
    municipality: text(120),
    edition: z.int().min(1),
    /** GeoJSON MultiPolygon coordinates, WGS84, [lon, lat]. */
    polygons: z.array(z.array(z.array(point()).max(20_000))).max(200),
  }),
  sample: {
    wijkId: 'W01',
    name: 'Markt',
    municipality: 'Spilbeek',
    edition: 1,
    polygons: [
      [
        [
          [4.0, 51.0],
          [4.01, 51.0],
          [4.01, 51.01],
          [4.0, 51.0],
        ],
      ],
    ],
  },
});
