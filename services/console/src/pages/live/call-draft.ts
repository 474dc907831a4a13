import type { natures, urgencies } from '../../words/vocabulary';

/** What is written of a call besides its place. */
export interface CallDraft {
  key: string;
  /** When one began to write: that is when the caller rang. */
  since?: string;
  nature?: (typeof natures)[number];
  urgency: (typeof urgencies)[number];
  summary: string;
  name: string;
  phone: string;
}

export const freshCall = (): CallDraft => ({ key: crypto.randomUUID(), urgency: 'notUrgent', summary: '', name: '', phone: '' });

/** The form may lie open for an hour between two callers: the call begins with the first thing that is filled in, and keeps that moment. */
export const begun = ({ since }: CallDraft, now: string): { since: string } => ({ since: since ?? now });

/** An address is typed: the first thing of a call, unless something is written of it. One looked up an hour ago was for another matter. */
export const addressTyped = (draft: CallDraft, now: string): { since: string } => (isBlank(draft) ? { since: now } : begun(draft, now));

const isBlank = ({ nature, summary, name, phone }: CallDraft): boolean => !nature && [summary, name, phone].every((text) => !text.trim());
