import type { Clock } from '@spil/domain-kit';
import { narrow, nextChange, type Caller, type HeldAssignment, type Identity } from '@spil/identity';
import type { Policy } from '@spil/policy';
import type { FeedFrame } from '../../domain/feed-frame';
import { sightOf, type Sight } from '../../domain/feed-rights';
import type { Assignments } from './ports';

/** The rights of one reader at this moment: what may be seen of a frame, and when it must be asked anew (T2, T22). */
export class ReaderRights {
  private known: { held: readonly HeldAssignment[]; caller: Caller; until: string } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly who: Identity,
    private readonly ports: { assignments: Assignments; clock: Clock; policy: Policy },
  ) {}

  /** False while nobody knows who is assigned: then nothing is shown. */
  get certain(): boolean {
    return this.ports.assignments.current(this.who.zone);
  }

  sight(frame: FeedFrame): Sight {
    const now = this.ports.clock.now();
    return sightOf(this.caller(now), frame, { policy: this.ports.policy, now });
  }

  /** Tells the end of the session, and when an assignment begins or ends by itself; a pushed change comes from the hub. */
  watch(end: (reason: 'rights-changed' | 'session-ended') => void): void {
    const { clock, assignments } = this.ports;
    const now = Date.parse(clock.now());
    const change = nextChange(assignments.of(this.who.zone, this.who.sub), clock.now());
    const ends = this.who.exp * 1000;
    const reason = change !== undefined && Date.parse(change) < ends ? 'rights-changed' : 'session-ended';
    const wait = Math.min(ends, change === undefined ? Infinity : Date.parse(change)) - now;
    // Timers hold at most 24 days; no session is that long.
    this.timer = setTimeout(() => end(reason), Math.min(Math.max(0, wait), 2 ** 31 - 1));
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Worked out anew when an assignment changed, began or ended, and only then. */
  private caller(now: string): Caller {
    const held = this.ports.assignments.of(this.who.zone, this.who.sub);
    if (this.known?.held === held && now < this.known.until) return this.known.caller;
    const caller = narrow(this.who, held, now);
    // Instants are text in one form, so that they compare as text.
    this.known = { held, caller, until: nextChange(held, now) ?? '9' };
    return caller;
  }
}
