import type { noteFacts, NoteForm, NoteTexts, Sealed, progressStep } from '@spil/contracts';
import { DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';
import type { Wijk } from '@spil/geo';
import type { z } from 'zod';
import { carriesClassifiedMarking } from './classified-markings';

type Facts = z.infer<z.ZodObject<ReturnType<typeof noteFacts>>>;
export type Step = Omit<z.infer<z.ZodObject<ReturnType<typeof progressStep>>>, 'noteId'>;

/** A note as it is kept: what names nobody in the clear, every text sealed (W09, W10; architecture.md §6, wall 3). */
export interface IntelligenceNote extends Facts {
  zone: string;
  wijkName: string;
  accuracyMetres?: number;
  sealed: Sealed;
  /** Where it went and what came of it (S02, S12); each step once. */
  steps: readonly (Step & { stepId: string })[];
}

/** A note that may be recorded, before its texts are sealed. */
export interface DraftedNote {
  facts: Omit<IntelligenceNote, 'sealed' | 'steps'>;
  texts: NoteTexts;
}

export interface Recording {
  noteId: string;
  zone: string;
  authorId: string;
  now: Instant;
  wijk: Pick<Wijk, 'id' | 'name'> | undefined;
}

/** A phone's clock may run ahead of ours by this much. */
export const clockToleranceSeconds = 30;

/** What an event can carry sealed (48,000 characters of base64): more can only be control characters. */
const mostBytes = 35_000;

/** Decides whether what was written may be recorded. Problems: `wijk.*` of the contract `record-note`. */
export function draftNote(form: NoteForm, { noteId, zone, authorId, now, wijk }: Recording): Result<DraftedNote> {
  if (!wijk) return fail(new DomainError('wijk.place-outside-zone'));
  if (millis(form.observedAt) > millis(now) + clockToleranceSeconds * 1000) return fail(new DomainError('wijk.observed-in-future'));
  if (form.handling === 'H3' && form.handlingText === undefined) return fail(new DomainError('wijk.handling-text-required'));
  const texts = textsOf(form);
  if (Buffer.byteLength(JSON.stringify(texts)) > mostBytes) return fail(new DomainError('payload-too-large'));
  if (allTexts(texts).some(carriesClassifiedMarking)) return fail(new DomainError('wijk.classified-content'));
  const { point, kind, topic, theme, observedAt, howKnown, evaluation, handling, purpose, legalBasis } = form;
  const said = { point, kind, topic, theme, observedAt, howKnown, evaluation, handling, purpose, legalBasis };
  const about = { noteId, zone, authorId, wijkId: wijk.id, wijkName: wijk.name, recordedAt: now, personal: form.person !== undefined };
  return ok({
    facts: { ...about, ...said, ...(form.accuracyMetres === undefined ? {} : { accuracyMetres: form.accuracyMetres }) },
    texts,
  });
}

/** The form again, for its author. */
export function formOf(note: IntelligenceNote, texts: NoteTexts): NoteForm {
  const { point, kind, topic, theme, observedAt, howKnown, evaluation, handling, purpose, legalBasis, accuracyMetres } = note;
  const facts = { point, kind, topic, theme, observedAt, howKnown, evaluation, handling, purpose, legalBasis };
  return { ...facts, ...(accuracyMetres === undefined ? {} : { accuracyMetres }), ...texts } as NoteForm;
}

/** Does showing this note's texts have to be logged as a read? */
export const isRestricted = (note: Pick<IntelligenceNote, 'personal' | 'handling'>): boolean => note.personal || note.handling !== 'H0';

/** The note with one step more, or undefined when it has that step already. */
export function withStep(note: IntelligenceNote, stepId: string, step: Step): IntelligenceNote | undefined {
  if (note.steps.some((known) => known.stepId === stepId)) return undefined;
  return { ...note, steps: [...note.steps, { stepId, ...step }] };
}

/** Steps as the author sees them: in the order they happened, whatever order they arrived in. */
export const ledgerOf = (note: IntelligenceNote): (Step & { noteId: string })[] =>
  note.steps.map(({ stepId: _, ...step }) => ({ ...step, noteId: note.noteId })).sort((a, b) => millis(a.at) - millis(b.at));

function textsOf(form: NoteForm): NoteTexts {
  const { headline, fact, assessment, safetyLine, placeDescription, handlingText, person } = form;
  const optional = { assessment, safetyLine, placeDescription, handlingText, person };
  return { headline, fact, ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) };
}

const allTexts = ({ person, ...texts }: NoteTexts): string[] =>
  [...Object.values(texts), person?.name, person?.description].filter((text): text is string => typeof text === 'string');
