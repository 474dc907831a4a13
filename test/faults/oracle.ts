import type { Right, Written } from './history';

/** A write as the oracle sees it: when it was sent and acknowledged, and where it lies. */
export interface Signal extends Written {
  id: string;
  wijkId: string;
  sentAt: number;
  ackedAt: number;
}

/** ms a change of rights may take to reach an open feed (F28), and ms the clocks of a write and its route may differ by. */
const PUSH = 1_000;

/**
 * The need-to-know table a second time, slowly and without the policy code: for every reader a list of rights with the time
 * they held, asked one by one. Replaces nothing and shares nothing with libs/policy.
 */
export class Oracle {
  constructor(private readonly rights: readonly Right[]) {}

  get readers(): string[] {
    return [...new Set(this.rights.map(({ reader }) => reader))];
  }

  /** What a reader is: an audience hears a signal at one moment, each its own. */
  audienceOf(reader: string): Right['kind'] | undefined {
    return this.rights.find((right) => right.reader === reader)?.kind;
  }

  /** True when some right covered this signal from before it was sent until now: then it must be delivered. */
  mustSee(reader: string, signal: Signal, now: number): boolean {
    return this.rights.some(
      (right) => right.reader === reader && covers(right, signal) && right.from <= signal.sentAt - PUSH && (right.to ?? Infinity) > now,
    );
  }

  /**
   * True when at the moment of delivery a right held that covered it and had begun when the signal was said to its audience. `said` is
   * when it first came to one of them entitled throughout: where the suite is behind that is long after the acknowledgement, and of two
   * crews that take over from each other in between the one on duty hears it; by the acknowledgement neither would.
   */
  maySee(reader: string, signal: Signal, at: number, said = signal.ackedAt): boolean {
    return this.rights.some(
      (right) => right.reader === reader && covers(right, signal) && right.from <= said + PUSH && at <= (right.to ?? Infinity) + PUSH,
    );
  }

  /** True when a right that covers it held when the list was given: a list shows what happened before too. */
  mayFind(reader: string, signal: Signal, at: number): boolean {
    return this.rights.some(
      (right) => right.reader === reader && covers(right, signal) && right.from <= at + PUSH && at <= (right.to ?? Infinity) + PUSH,
    );
  }
}

/** "A crew sees H0 notes and calls of its wijken; an investigator H0 notes of her themes; a dispatcher calls; environment its themes." */
function covers(right: Right, signal: Signal): boolean {
  if (signal.kind === 'call') return hears[right.kind](right, signal);
  return signal.kind === 'note' && signal.handling === 'H0' && reads[right.kind](right, signal);
}

type Rule = (right: Right, signal: Signal) => boolean;
const never: Rule = () => false;
const inArea: Rule = ({ wijkIds }, { wijkId }) => wijkIds?.includes(wijkId) ?? false;
const hears: Record<Right['kind'], Rule> = { dispatcher: () => true, crew: inArea, investigator: never, environment: never, nobody: never };
const reads: Record<Right['kind'], Rule> = {
  crew: inArea,
  investigator: ({ themes }, { theme }) => themes?.includes(theme ?? '') ?? false,
  environment: (_, { theme }) => theme === 'illegalDumping' || theme === 'pollution',
  dispatcher: never,
  nobody: never,
};
