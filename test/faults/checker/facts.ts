import type { Line, Right, RunRules, Written } from '../history';
import { Oracle, type Signal } from '../oracle';

type Of<K extends Line['k']> = Extract<Line, { k: K }>;

/** A history sorted into what the rules ask for. */
export interface Facts {
  rules: RunRules;
  writes: Map<string, Written & { t: number }>;
  /** First acknowledgement of each key, and every answer it got. */
  acks: Map<string, Of<'ack'>>;
  answers: Map<string, Set<string>>;
  signals: Signal[];
  oracle: Oracle;
  of<K extends Line['k']>(kind: K): Of<K>[];
  /** Time of the last line: until then nothing more was seen. */
  end: number;
}

/** Throws when the history has no head: then nothing can be judged. */
export function factsOf(lines: readonly Line[]): Facts {
  const of = <K extends Line['k']>(kind: K): Of<K>[] => lines.filter((line): line is Of<K> => line.k === kind);
  const [rules] = of('run');
  if (!rules) throw new Error('this history has no run line');
  const writes = new Map(of('write').map((line) => [line.key, line]));
  const acks = new Map<string, Of<'ack'>>();
  const answers = new Map<string, Set<string>>();
  for (const ack of of('ack')) {
    if (!acks.has(ack.key)) acks.set(ack.key, ack);
    answers.set(ack.key, (answers.get(ack.key) ?? new Set()).add(ack.answer));
  }
  const signals = [...acks.values()].flatMap((ack): Signal[] => {
    const write = writes.get(ack.key);
    return write ? [{ ...write, id: ack.id, wijkId: ack.wijkId ?? '', sentAt: write.t, ackedAt: ack.t }] : [];
  });
  return {
    rules,
    writes,
    acks,
    answers,
    signals,
    oracle: new Oracle(rightsOf(of('right'), of('right-ended'))),
    of,
    // Spread as arguments, a long history would not fit on the stack.
    end: lines.reduce((last, { t }) => Math.max(last, t), -Infinity),
  };
}

/** Each right with the end that came after it. */
const rightsOf = (rights: readonly (Right & { t: number })[], ends: readonly { t: number; reader: string }[]): Right[] =>
  rights.map((right) => {
    const end = ends.find(({ reader, t }) => reader === right.reader && t >= right.from);
    return end && right.to === undefined ? { ...right, to: end.t } : right;
  });
