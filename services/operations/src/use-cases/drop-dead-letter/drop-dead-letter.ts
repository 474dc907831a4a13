import type { AnswerOf, dropDeadLetter, RequestOf } from '@spil/contracts';
import { fail, ok, type Result } from '@spil/domain-kit';
import type { Asked } from '../asked';
import { decisionOf, letterFor, noSuchLetter } from '../decide';
import type { Decisions, Letters, Moments } from '../ports';

/** Takes a dead letter out for good. Who did it and why is kept before it is gone. */
export class DropDeadLetter {
  constructor(
    private readonly letters: Pick<Letters, 'find' | 'drop'>,
    private readonly decisions: Decisions,
    private readonly moments: Moments,
  ) {}

  async run(asked: Asked<RequestOf<typeof dropDeadLetter>>): Promise<Result<AnswerOf<typeof dropDeadLetter>>> {
    const letter = await letterFor(this.letters, asked);
    if (!letter) return fail(noSuchLetter());
    const decision = decisionOf(letter, asked, this.moments);
    await this.decisions.keep({ ...decision, what: 'dropped', why: asked.request.reason });
    return (await this.letters.drop(letter.number)) ? ok({ number: letter.number, droppedAt: decision.at }) : fail(noSuchLetter());
  }
}
