import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, point, pointCategories, text, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

const sensitivePoint = z.strictObject({
  pointId: id(),
  wijkId: wijkId(),
  point: point(),
  category: z.enum(pointCategories),
  label: z.string().max(140),
  /** What a crew must know to stay safe there. */
  safetyLine: z.string().max(200).optional(),
  status: z.enum(['active', 'retired']),
  identifiedAt: instantOf(),
  verifiedAt: instantOf(),
  /** When it has to be looked at again. */
  verifyBy: instantOf(),
});
const pointSample = {
  pointId: anId(12),
  wijkId: 'W01',
  point: aPoint,
  category: 'hazardous-storage' as const,
  label: 'Gas bottles in the yard',
  status: 'active' as const,
  identifiedAt: at,
  verifiedAt: at,
  verifyBy: at,
};

export const identifySensitivePoint = defineRequest('environment.identify-sensitive-point', {
  ...common,
  summary: 'Put a place on the list of sensitive points; it is verified at intervals from then on (E10).',
  roles: ['environment-officer'],
  http: { method: 'POST', path: '/v1/sensitive-points', success: 201 },
  idempotent: true,
  request: z.strictObject({ point: point(), category: z.enum(pointCategories), label: text(140), safetyLine: text(200).optional() }),
  answer: sensitivePoint,
  problems: ['environment.place-outside-zone'],
  sample: {
    request: { point: aPoint, category: 'hazardous-storage', label: 'Gas bottles in the yard' },
    answer: pointSample,
  },
});

export const verifySensitivePoint = defineRequest('environment.verify-sensitive-point', {
  ...common,
  summary: 'Somebody looked: the point is still there, or it is over and leaves the list (E10).',
  roles: ['environment-officer', 'inspector'],
  http: { method: 'POST', path: '/v1/sensitive-points/:pointId/verifications', success: 200 },
  idempotent: false,
  request: z.strictObject({ pointId: id(), stillThere: z.boolean() }),
  answer: sensitivePoint,
  problems: ['not-found'],
  sample: { request: { pointId: anId(12), stillThere: true }, answer: pointSample },
});

export const listSensitivePoints = defineRequest('environment.list-sensitive-points', {
  ...common,
  summary: 'Sensitive points of the zone, those to be verified first (E10).',
  roles: ['environment-officer', 'inspector', 'team-chief'],
  http: { method: 'GET', path: '/v1/sensitive-points', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({ points: z.array(sensitivePoint), asOf: instantOf() }),
  problems: [],
  sample: { request: {}, answer: { points: [pointSample], asOf: at } },
});
