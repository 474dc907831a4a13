import type { AnswerOf, replayDeadLetter, RequestOf } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import type { Asked } from '../asked';
import { decisionOf, letterFor, noSuchLetter } from '../decide';
import type { Decisions, Letters, Moments } from '../ports';

/** Gives a dead letter back. The decision is kept first: a replay nobody answers for must not happen. */
export class ReplayDeadLetter {
  constructor(
    private readonly letters: Pick<Letters, 'find' | 'replay'>,
    private readonly decisions: Decisions,
    private readonly moments: Moments,
  ) {}

  async run(asked: Asked<RequestOf<typeof replayDeadLetter>>): Promise<Result<AnswerOf<typeof replayDeadLetter>>> {
    const letter = await letterFor(this.letters, asked);
    if (!letter) return fail(noSuchLetter());
    if (!letter.replayable) return fail(new DomainError('operations.not-replayable'));
    const decision = decisionOf(letter, asked, this.moments);
    await this.decisions.keep({ ...decision, what: 'replayed' });
    await this.letters.replay(letter.number);
    return ok({ number: letter.number, replayedAt: decision.at });
  }
}
