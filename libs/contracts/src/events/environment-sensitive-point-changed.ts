import { z } from 'zod';
import { defineEvent } from '../define';
import { id, instantOf, point, sealed, slug, wijkId } from '../vocabulary';
import { aSeal, aPoint, anId, at } from '../samples';

export const sensitivePointChanged = defineEvent('environment.sensitive-point-changed.v1', {
  summary: 'A sensitive point was identified, verified or retired; crews on their way and the wijk see it (E10, X6). Words travel sealed.',
  purpose: 'administrative',
  handling: 'H0',
  retentionClass: 'environment-report',
  listeners: ['intervention', 'wijk'],
  schema: z.strictObject({
    pointId: id(),
    wijkId: wijkId(),
    point: point(),
    category: slug(),
    status: z.enum(['active', 'retired']),
    verifiedAt: instantOf(),
    verifyBy: instantOf(),
    version: z.int().min(1),
    sealed: sealed(),
  }),
  sample: {
    pointId: anId(12),
    wijkId: 'W01',
    point: aPoint,
    category: 'hazardous-storage',
    status: 'active',
    verifiedAt: at,
    verifyBy: at,
    version: 1,
    sealed: { ...aSeal, keys: { intervention: 'AAAA', wijk: 'AAAA' } },
  },
});

/** The sealed part once opened. */
export const pointTexts = z.strictObject({ label: z.string().max(140), safetyLine: z.string().max(200).optional() });
export type PointTexts = z.infer<typeof pointTexts>;
