import type { AnswerOf, readItem } from '@spil/contracts';
import { DomainError } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { fieldsOf } from '@spil/policy';
import type { SeenEntry } from '../domain/inbox-entry';
import type { Verdict } from '../domain/rating';
import type { Consultation } from './ports';

export type EntryAnswer = AnswerOf<typeof readItem>;

/** What is not there, and what is not for the one who asks, answer alike (T1). */
export const notFound = (): DomainError => new DomainError('not-found');

/** An entry as it leaves: facts, the texts that may be seen, and the names of what may not. */
export function entryAnswer({ entry, texts, matched, decision }: SeenEntry, myVerdict: Verdict | undefined): EntryAnswer {
  const { item, desk, filedAt, status } = entry;
  const hidden = fieldsOf(entry.texts).filter((name) => !decision.fields.includes(name));
  const withheld = [...new Set([...item.withheld, ...hidden.map((name) => name.split('.')[0] as string)])];
  return {
    ...item,
    ...texts,
    personal: texts.person !== undefined,
    withheld,
    desk,
    filedAt,
    status,
    ...(entry.status === 'returned' ? { returnReason: entry.reason } : {}),
    matched,
    ...(myVerdict === undefined ? {} : { myVerdict }),
  };
}

/** The read-log line of one row. */
export const consultationOf = (caller: Caller, task: string, { entry, texts, decision }: SeenEntry): Consultation => ({
  task: caller.task ?? task,
  actor: caller.sub,
  zone: caller.zone,
  itemId: entry.itemId,
  personal: texts.person !== undefined,
  rule: decision.rule,
  decision: decision.effect === 'allow' ? 'shown' : 'redacted',
});
