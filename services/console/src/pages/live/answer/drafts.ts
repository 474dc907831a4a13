import { useState } from 'react';
import { fromLocalInput, toLocalInput } from '../../../i18n/time';
import type { NoticeMotive, Response, Severity } from '../../../words/vocabulary';
import type { Call } from '../frames';

/** What a dispatcher has typed for a call and not yet sent. It stays when another call is looked at, and when the server fails. */
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
export interface KeptDraft {
  draft: AnswerDraft;
  change: (part: Partial<AnswerDraft>) => void;
  /** It was sent. */
  forget: () => void;
}

/** Drafts of the calls of this page, each for itself. */
export function useAnswerDrafts(): (callId: string) => KeptDraft {
  const [drafts, setDrafts] = useState<Record<string, AnswerDraft>>({});
  return (callId) => ({
    draft: drafts[callId] ?? {},
    change: (part) => setDrafts((old) => ({ ...old, [callId]: { ...old[callId], ...part } })),
    forget: () => setDrafts((old) => ({ ...old, [callId]: {} })),
  });
}

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
