import type { verdicts } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import type { RoutedNote } from './note-routing';
import type { Decided } from './publications';

export type Verdict = (typeof verdicts)[number];

/** What a reader said of an item (S12). The author learns the verdict and the audience, never who. */
export interface Rating {
  itemId: string;
  personId: string;
  audience: string;
  verdict: Verdict;
  at: Instant;
}

/** Rates an item; the same person may change her mind, the same verdict again changes nothing. */
export function rate(routing: RoutedNote, rating: Rating): Decided<RoutedNote> {
  const mine = (other: Rating): boolean => other.itemId === rating.itemId && other.personId === rating.personId;
  const { verdict, audience, itemId, at } = rating;
  const before = routing.ratings.filter(mine).at(-1);
  if (before?.verdict === verdict) return { state: routing, publications: [] };
  const ratings = [...routing.ratings, rating];
  const stepId = `${itemId}:rated:${ratings.length}`;
  return {
    state: { ...routing, ratings },
    publications: [{ kind: 'note-progressed', step: { stepId, noteId: routing.noteId, step: 'rated', audience, at, verdict } }],
  };
}

/** Each change is a step for the author and grows two documents: nobody needs this many, and without end they could not be saved. */
const MOST_CHANGES = 12;

/** Has this person changed her mind on this item so often that it stays as it is? */
export const ratedOften = (ratings: readonly Rating[], { itemId, personId }: Pick<Rating, 'itemId' | 'personId'>): boolean =>
  ratings.filter((rating) => rating.itemId === itemId && rating.personId === personId).length >= MOST_CHANGES;

/** A person's present verdict on an item. */
export const verdictOf = (ratings: readonly Rating[], itemId: string, personId: string): Verdict | undefined =>
  ratings.filter((rating) => rating.itemId === itemId && rating.personId === personId).at(-1)?.verdict;
