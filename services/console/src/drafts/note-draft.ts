import type { RequestOf } from '../api/routes';
import { fromLocalInput, toLocalInput } from '../i18n/time';
import { usualEvaluation, usualTopic, type Evaluation } from '../words/evaluation';
import type { Handling, Theme, Topic, WayOfKnowing } from '../words/vocabulary';

export type NoteRequest = RequestOf<'recordNote'>;
type Person = NonNullable<NoteRequest['person']>;

/** A note as far as it has come. Empty text means: not said. The key goes with it, so that sending twice is one note. */
export interface NoteDraft {
  key: string;
  startedAt: string;
  point?: [number, number];
  accuracyMetres?: number;
  headline: string;
  fact: string;
  assessment: string;
  theme?: Theme;
  /** Absent: as usual for the theme. */
  topic?: Topic;
  kind: NoteRequest['kind'];
  howKnown: WayOfKnowing;
  /** Absent: as usual for the way of knowing. */
  evaluation?: Evaluation;
  handling: Handling;
  handlingText: string;
  purpose: NoteRequest['purpose'];
  legalBasis: string;
  placeDescription: string;
  /** As it stands in the field, in Brussels time, also half typed; earlier versions kept an instant. Absent: the moment of sending. */
  observedAt?: string;
  safetyLine: string;
  person?: { category: Person['category']; name: string; description: string };
}

export function emptyDraft(key: string, now: string): NoteDraft {
  return {
    key,
    startedAt: now,
    headline: '',
    fact: '',
    assessment: '',
    kind: 'problem',
    howKnown: 'ownObservation',
    handling: 'H0',
    handlingText: '',
    purpose: 'administrative',
    legalBasis: 'wpa-44-1',
    placeDescription: '',
    safetyLine: '',
  };
}

export const evaluationOf = (draft: NoteDraft): Evaluation => draft.evaluation ?? usualEvaluation[draft.howKnown];
export const topicOf = (draft: NoteDraft): Topic => draft.topic ?? usualTopic[draft.theme ?? 'other'];

const isInstant = (observed: string): boolean => observed.endsWith('Z');
/** What stands in the field for when it was observed. */
export const observedInput = ({ observedAt = '' }: NoteDraft): string => (isInstant(observedAt) ? toLocalInput(observedAt) : observedAt);
/** The instant it was observed; undefined when what was typed is none. */
export function observedOf({ observedAt }: NoteDraft, now: string): string | undefined {
  if (observedAt === undefined) return now;
  return isInstant(observedAt) ? observedAt : fromLocalInput(observedAt);
}

/** Anything said that would be a pity to lose. */
export function isWorthKeeping(draft: NoteDraft): boolean {
  const { headline, fact, assessment, safetyLine, placeDescription, person, point, theme } = draft;
  return [headline, fact, assessment, safetyLine, placeDescription].some((text) => text.trim() !== '') || Boolean(person ?? point ?? theme);
}

export type Need = 'point' | 'headline' | 'theme' | 'handlingText' | 'observedAt';

/** What is still needed before it can be shared, in the order of the form. `now` is an instant. */
export function needsOf(draft: NoteDraft, now: string): Need[] {
  const needs: Need[] = [];
  if (!draft.point) needs.push('point');
  if (draft.headline.trim() === '') needs.push('headline');
  if (!draft.theme) needs.push('theme');
  if (draft.handling === 'H3' && draft.handlingText.trim() === '') needs.push('handlingText');
  const observed = observedOf(draft, now);
  if (observed === undefined || observed > now) needs.push('observedAt');
  return needs;
}

/** The request a complete draft stands for. The sentence is also the fact when no other was given (L15 wants one). Throws when incomplete. */
export function toRequest(draft: NoteDraft, now: string): NoteRequest {
  const { point, theme } = draft;
  if (!point || !theme || needsOf(draft, now).length > 0) throw new Error('draft is not complete');
  const said = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const request: NoteRequest = {
    point,
    accuracyMetres: draft.accuracyMetres,
    placeDescription: said(draft.placeDescription),
    kind: draft.kind,
    topic: topicOf(draft),
    theme,
    observedAt: observedOf(draft, now) ?? now,
    howKnown: draft.howKnown,
    evaluation: evaluationOf(draft),
    handling: draft.handling,
    handlingText: draft.handling === 'H3' ? said(draft.handlingText) : undefined,
    purpose: draft.purpose,
    legalBasis: draft.legalBasis,
    headline: draft.headline.trim(),
    fact: said(draft.fact) ?? draft.headline.trim(),
    assessment: said(draft.assessment),
    safetyLine: said(draft.safetyLine),
    person: draft.person && {
      category: draft.person.category,
      name: said(draft.person.name),
      description: said(draft.person.description),
    },
  };
  return JSON.parse(JSON.stringify(request)) as NoteRequest;
}
