import type { AnswerOf, listDeadLetters, RequestOf } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { concerns, messageOf, traceIdOf, type Letter } from '../../domain/letter';
import type { Asked } from '../asked';
import type { Letters } from '../ports';

type Answer = AnswerOf<typeof listDeadLetters>;
type Shown = Answer['letters'][number];
const mostShown = 200;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Dead letters of the zone, newest first, without what they say. Those of no zone are everybody's: they may be forged. */
export class ListDeadLetters {
  constructor(
    private readonly letters: Pick<Letters, 'all'>,
    private readonly clock: Clock,
  ) {}

  async run({ zone }: Asked<RequestOf<typeof listDeadLetters>>): Promise<Result<Answer>> {
    const asOf = this.clock.now();
    const mine = (await this.letters.all()).filter((letter) => concerns(letter, zone));
    return ok({ letters: mine.slice(-mostShown).reverse().map(shown), waiting: mine.length, asOf });
  }
}

/** Of a letter only what its contract names; whatever else it holds stays where it is. */
function shown(letter: Letter): Shown {
  const { number, service, at, stream, sequence, deliveries, eventId, replayable } = letter;
  const message = messageOf(letter);
  const traceId = traceIdOf(letter);
  return {
    number,
    service: service as Shown['service'],
    at,
    reason: reasonOf(letter),
    stream,
    sequence,
    deliveries,
    ...(message === undefined ? {} : { message }),
    ...(uuid.test(eventId) ? { eventId } : {}),
    ...(traceId === undefined ? {} : { traceId }),
    replayable,
  };
}

const reasonOf = ({ reason: { kind, code, attempts, violations } }: Letter): Shown['reason'] => ({
  kind: kind as Shown['reason']['kind'],
  ...(code === undefined ? {} : { code: code.slice(0, 120) }),
  ...(attempts === undefined ? {} : { attempts }),
  ...(violations === undefined ? {} : { violations: violations.slice(0, 20).map(pointed) }),
});

/** A pointer names fields; a key that cannot be a field of ours may be something a person wrote. */
const pointed = ({ path, rule }: { path: string; rule: string }) => ({
  path: /^(?:\/[a-z][A-Za-z0-9]{0,30}|\/\d{1,4}){0,6}$/.test(path) ? path : '/…',
  rule: rule.slice(0, 60),
});
