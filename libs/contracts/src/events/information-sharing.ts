import { z } from 'zod';
import { defineEvent } from '../define';
import { evaluation, handlingCodes, id, instantOf, point, returnReasons, sealed, theme, verdicts, wijkId } from '../vocabulary';
import { aSeal, aPoint, anId, at } from '../samples';

/** What may be shown of an item beside its texts; decided at creation by the policy. */
export const itemFacts = () => ({
  itemId: id(),
  noteId: id(),
  wijkId: wijkId(),
  point: point(),
  theme: theme(),
  observedAt: instantOf(),
  evaluation: evaluation(),
  handling: z.enum(handlingCodes),
  /** How much of the note this is. */
  level: z.enum(['briefing', 'safety', 'full']),
  /** Policy rule that allowed it: the answer to "why do I see this". */
  rule: z.string().max(80),
  personal: z.boolean(),
  /** Names of parts withheld by the policy, shown as a bar with the reason. */
  withheld: z.array(z.string().max(40)).max(20),
});

/** The sealed part of a shared item once opened; absent parts are withheld. */
export const itemTexts = z.strictObject({
  headline: z.string().max(200).optional(),
  fact: z.string().max(4000).optional(),
  assessment: z.string().max(4000).optional(),
  safetyLine: z.string().max(200).optional(),
  placeDescription: z.string().max(200).optional(),
  person: z
    .strictObject({ category: z.string().max(20), name: z.string().max(200).optional(), description: z.string().max(1000).optional() })
    .optional(),
});
export type ItemTexts = z.infer<typeof itemTexts>;

export const itemSample = {
  itemId: anId(2),
  noteId: anId(1),
  wijkId: 'W01',
  point: aPoint,
  theme: 'drugs' as const,
  observedAt: at,
  evaluation: { source: 'B' as const, information: 2 as const },
  handling: 'H0' as const,
  level: 'briefing' as const,
  rule: 'crew-briefing-h0',
  personal: false,
  withheld: ['fact', 'assessment'],
};

export const itemShared = defineEvent('information-sharing.item-shared.v1', {
  summary: 'A note was cleared for crews: the briefing or safety line and the place, nothing else (S01).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  listeners: ['intervention'],
  schema: z.strictObject({ ...itemFacts(), sealed: sealed() }),
  sample: { ...itemSample, sealed: { ...aSeal, keys: { intervention: 'AAAA' } } },
});

/** A step on the way of a note; what local investigation does is visible as status only (S02, S03). */
export const progressStep = () => ({
  noteId: id(),
  step: z.enum(['routed', 'not-useful', 'briefed', 'accepted', 'returned', 'rated']),
  /** The audience the step is about, such as `local-investigation` or `crew-noord`; absent where nobody was reached. */
  audience: z.string().max(60).optional(),
  at: instantOf(),
  reason: z.enum([...returnReasons, 'no-place', 'no-purpose', 'no-evaluation', 'classified', 'no-audience']).optional(),
  verdict: z.enum(verdicts).optional(),
});

export const noteProgressed = defineEvent('information-sharing.note-progressed.v1', {
  summary: 'A note went one step further; its author sees where it went and what came of it (S02, S12).',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  listeners: ['wijk'],
  schema: z.strictObject({ stepId: z.string().max(120), ...progressStep() }),
  sample: { stepId: `${anId(3)}`, noteId: anId(1), step: 'routed', audience: 'local-investigation', at },
});
