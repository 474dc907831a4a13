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

  /** True when some right covered this signal from before it was sent until now: then it must be delivered. */
  mustSee(reader: string, signal: Signal, now: number): boolean {
    return this.rights.some(
      (right) => right.reader === reader && covers(right, signal) && right.from <= signal.sentAt - PUSH && (right.to ?? Infinity) > now,
    );
  }

  /** True when at the moment of delivery a right held that covered it and had begun when the signal was made. */
  maySee(reader: string, signal: Signal, at: number): boolean {
    return this.rights.some(
      (right) =>
        right.reader === reader && covers(right, signal) && right.from <= signal.ackedAt + PUSH && at <= (right.to ?? Infinity) + PUSH,
    );
  }
}

/** "A crew sees H0 notes and calls of its wijken; an investigator H0 notes of her themes; a dispatcher calls; environment its themes." */
function covers(right: Right, signal: Signal): boolean {
  if (signal.kind === 'call') {
    if (right.kind === 'dispatcher') return true;
    return right.kind === 'crew' && (right.wijkIds ?? []).includes(signal.wijkId);
  }
  if (signal.kind !== 'note') return false;
  if (signal.handling !== 'H0') return false;
  if (right.kind === 'crew') return (right.wijkIds ?? []).includes(signal.wijkId);
  if (right.kind === 'investigator') return (right.themes ?? []).includes(signal.theme ?? '');
  if (right.kind === 'environment') return signal.theme === 'illegalDumping' || signal.theme === 'pollution';
  return false;
}
