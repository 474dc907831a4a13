import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, point, polluterTypes, requestOrigins, slug, wijkId } from '../vocabulary';
import { at } from '../samples';
import { answering, channels, hours } from './wijk-contacts';
import { responsible } from './wijk-shapes';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

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
    /** Who answers residents now, and when and how (W04). */
    answering: answering.optional(),
    reachability: z.strictObject({ hours, channels, reachableNow: z.boolean() }).optional(),
    contacts: z.strictObject({ open: z.int().min(0), overdue: z.int().min(0) }),
    /** Calls of the last days, by nature: counts only. */
    calls: z.strictObject({ days: z.int().min(1), byNature: z.array(z.strictObject({ nature: slug(), count: z.int().min(1) })) }),
    points: z.array(
      z.strictObject({
        pointId: id(),
        point: point(),
        category: slug(),
        label: z.string(),
        safetyLine: z.string().optional(),
        verifiedAt: instantOf(),
        verifyBy: instantOf(),
      }),
    ),
    /** How much each of the five services gave to this page (W07); mediation for the whole zone. */
    sources: z.array(
      z.strictObject({
        service: z.enum(['wijk', 'intervention', 'environment', 'mediation', 'information-sharing']),
        count: z.int().min(0),
      }),
    ),
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
      contacts: { open: 0, overdue: 0 },
      calls: { days: 30, byNature: [] },
      points: [],
      sources: [{ service: 'wijk', count: 0 }],
      asOf: at,
    },
  },
});
