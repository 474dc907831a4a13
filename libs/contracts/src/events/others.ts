import { z } from 'zod';
import { defineEvent } from '../define';
import { id, instantOf, point, polluterTypes, requestOrigins, slug, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

export const crewsBriefed = defineEvent('intervention.crews-briefed.v1', {
  summary: 'On-duty crews whose area covers the place were briefed (S01, S02).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  listeners: ['information-sharing'],
  schema: z.strictObject({ itemId: id(), noteId: id(), teams: z.array(slug()).max(200), at: instantOf() }),
  sample: { itemId: anId(2), noteId: anId(1), teams: ['noord'], at },
});

export const nuisanceReported = defineEvent('environment.nuisance-reported.v1', {
  summary: 'An environmental nuisance by an individual or a company was reported; the wijk shows it (E03). Nothing personal.',
  purpose: 'administrative',
  handling: 'H0',
  retentionClass: 'environment-report',
  listeners: ['wijk'],
  schema: z.strictObject({
    nuisanceId: id(),
    number: z.string().max(40),
    wijkId: wijkId(),
    point: point(),
    category: slug(),
    polluterType: z.enum(polluterTypes),
    reportedAt: instantOf(),
  }),
  sample: {
    nuisanceId: anId(4),
    number: 'MIL-2026-000001',
    wijkId: 'W01',
    point: aPoint,
    category: 'illegal-dumping',
    polluterType: 'INDIVIDUAL',
    reportedAt: at,
  },
});

export const mediationRequestCounted = defineEvent('mediation.request-counted.v1', {
  summary: 'One more request for mediation, by origin: a count, never content (M04, M13).',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'count',
  listeners: ['wijk'],
  schema: z.strictObject({ origin: z.enum(requestOrigins), day: z.iso.date() }),
  sample: { origin: 'CITIZEN', day: '2026-01-12' },
});
