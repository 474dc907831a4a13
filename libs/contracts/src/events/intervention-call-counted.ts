import { z } from 'zod';
import { defineEvent } from '../define';
import { slug, wijkId } from '../vocabulary';

export const callCounted = defineEvent('intervention.call-counted.v1', {
  summary: 'One more call in a wijk, by its nature: a count for the picture of the wijk, never the story or the place (W07, I14).',
  purpose: 'administrative',
  handling: 'H0',
  retentionClass: 'count',
  listeners: ['wijk'],
  schema: z.strictObject({ wijkId: wijkId(), nature: slug(), day: z.iso.date() }),
  sample: { wijkId: 'W01', nature: 'noise', day: '2026-01-12' },
});
