/**
 * Comparing moments for every decision: instants in our own form (`2026-01-12T09:30:00.000Z`) sort as text, which is ten
 * times faster than parsing; any other form is parsed, and a text that is no date is neither before nor after anything.
 */
const isOwnForm = (text: string): boolean =>
  text.length === 24 && text[10] === 'T' && text[19] === '.' && text[23] === 'Z' && text[4] === '-';

/** Is `a` strictly before `b`? */
export const isBefore = (a: string, b: string): boolean => (isOwnForm(a) && isOwnForm(b) ? a < b : Date.parse(a) < Date.parse(b));

/** Has `now` reached `from`? */
export const reaches = (from: string, now: string): boolean =>
  isOwnForm(from) && isOwnForm(now) ? from <= now : Date.parse(from) <= Date.parse(now);
