import type { Policy } from './policy-file';

/** What the usefulness test looks at (S05). Absent parts fail it. */
export interface Tested {
  wijkId?: string | undefined;
  point?: readonly number[] | undefined;
  purpose?: string | undefined;
  legalBasis?: string | undefined;
  evaluation?: { source: string; information: number } | undefined;
  texts: readonly string[];
}
export type NotUseful = 'no-place' | 'no-purpose' | 'no-evaluation' | 'classified';

/**
 * Refuses "just in case" (S05, WPA art. 44/1): place, purpose with its basis and evaluation code are needed before a note
 * goes anywhere, and classified content never does (law of 11-12-1998, L32). Undefined: it is useful.
 */
export function whyNotUseful(policy: Policy, note: Tested): NotUseful | undefined {
  const { usefulness } = policy;
  if (!note.wijkId || note.point?.length !== 2) return 'no-place';
  if (!note.legalBasis || !usefulness.purposes.includes(note.purpose ?? '')) return 'no-purpose';
  if (!isEvaluated(policy, note)) return 'no-evaluation';
  return note.texts.some((text) => usefulness.classifiedMarks.some((mark) => bears(text, mark))) ? 'classified' : undefined;
}

const isEvaluated = ({ usefulness }: Policy, { evaluation }: Tested): boolean =>
  evaluation !== undefined && usefulness.sources.includes(evaluation.source) && usefulness.information.includes(evaluation.information);

/** A marking stands in capitals as words of its own; "geheime gang" in a sentence is no marking. */
function bears(text: string, mark: string): boolean {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + mark.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}
