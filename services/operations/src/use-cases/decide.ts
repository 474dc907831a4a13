import { DomainError } from '@spil/domain-kit';
import { concerns, type Letter } from '../domain/letter';
import type { Asked } from './asked';
import type { Decision, Letters, Moments } from './ports';

/** The letter with this number, if it concerns the asker's zone; one of another zone does not exist. */
export async function letterFor(letters: Pick<Letters, 'find'>, { request, zone }: Asked<{ number: number }>): Promise<Letter | undefined> {
  const letter = await letters.find(request.number);
  return letter && concerns(letter, zone) ? letter : undefined;
}

export const noSuchLetter = (): DomainError => new DomainError('operations.no-such-letter');

/** What is kept of a decision: who, when, and which letter, without its message. */
export const decisionOf = (letter: Letter, { caller, zone }: Asked<unknown>, moments: Moments): Omit<Decision, 'what' | 'why'> => {
  const { number, service, stream, sequence, eventId, reason } = letter;
  const about = { number, service, stream, sequence, eventId, kind: reason.kind };
  return { decisionId: moments.next(), zone, at: moments.now(), by: caller.sub, letter: about };
};
