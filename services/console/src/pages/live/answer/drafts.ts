import { useKeptDraft, type KeptDraft } from '../../../app/kept-draft';
import { fromLocalInput, toLocalInput } from '../../../i18n/time';
import type { NoticeMotive, Response, Severity } from '../../../words/vocabulary';
import type { Call } from '../frames';

/** What a dispatcher has typed for a call and not yet sent. It stays when another call or page is looked at, after a reload, and when the server fails. */
export interface AnswerDraft {
  severity?: Severity;
  urgency?: Call['urgency'];
  nature?: string;
  response?: Response;
  reason?: string;
  motive?: NoticeMotive;
  words?: string;
  /** As the input has it, in the zone's own time. */
  until?: string;
}
export type KeptAnswer = KeptDraft<AnswerDraft>;

/** The draft of one call, on this device. */
export const useAnswerDraft = (callId: string): KeptAnswer => useKeptDraft<AnswerDraft>(`answer ${callId}`, () => ({}));

/** A weighing that was taken is the server's to show: what was chosen here must not stand over what another desk weighs later. */
export const weighingTaken: Partial<AnswerDraft> = { severity: undefined, urgency: undefined, nature: undefined };

/** So many minutes from now, on the next five minutes: a time one can say. */
export const inMinutes = (minutes: number, now: number): string =>
  toLocalInput(new Date(Math.ceil((now + minutes * 60_000) / 300_000) * 300_000).toISOString());

export interface NoticeParts {
  motive?: NoticeMotive;
  words?: string;
  expectedAt?: string;
}

/** The notice as it is sent: nothing made up, so that the server says what is missing; words only where they were asked for. */
export const noticeOf = ({ motive, words, until }: AnswerDraft): NoticeParts => {
  const said = motive === 'other' ? words?.trim() : undefined;
  const expectedAt = until === undefined ? undefined : fromLocalInput(until);
  return { ...(motive ? { motive } : {}), ...(said ? { words: said } : {}), ...(expectedAt ? { expectedAt } : {}) };
};
