import { DomainError } from '@spil/domain-kit';
import { narrow, type Identity } from '@spil/identity';
import { audiencesOf } from '../../domain/feed-rights';
import type { Cursor } from '../../domain/cursor';
import type { AudienceTail, AudienceTails, ByeReason, FeedWire } from './ports';
import { FeedSession, type SessionPorts } from './session';

export interface HubOptions {
  streamsPerPerson: number;
  heartbeatMs: number;
}

/** A place for one stream of a person, taken before anything is awaited so that the limit holds under a storm. */
export interface Seat {
  begin(wire: FeedWire): FeedSession;
  release(): void;
}

/** All open live feeds of this gateway: places, shared tails, goodbyes. */
export class FeedHub {
  private readonly sessions = new Set<FeedSession>();
  private readonly seats = new Map<string, number>();
  private readonly heart: NodeJS.Timeout;
  private draining = false;

  constructor(
    private readonly tails: AudienceTails,
    private readonly ports: SessionPorts,
    private readonly options: HubOptions,
  ) {
    ports.assignments.onChange(({ zone, personId }) => this.endAll('rights-changed', (who) => who.zone === zone && who.sub === personId));
    ports.assignments.onCurrent((zone) => this.wake(zone));
    this.heart = setInterval(() => this.sessions.forEach((session) => session.heartbeat()), options.heartbeatMs);
  }

  /** True while a person has at least so many open feeds. */
  isFollowedBy(sub: string, times = 1): boolean {
    return [...this.sessions].filter(({ who }) => who.sub === sub).length >= times;
  }

  /**
   * Prepares a person's feed: place, cursor, tails. Throws CursorInvalid for a foreign id, DomainError `too-many-streams` when
   * all places are taken and `unavailable` when rights or streams are not known now.
   */
  async reserve(who: Identity, lastEventId: string | undefined): Promise<Seat> {
    if (this.draining || !this.ports.assignments.current(who.zone)) throw new DomainError('unavailable');
    const resume = lastEventId === undefined ? undefined : this.ports.seal.open(lastEventId, who);
    const person = `${who.zone} ${who.sub}`;
    const taken = this.seats.get(person) ?? 0;
    if (taken >= this.options.streamsPerPerson) throw new DomainError('too-many-streams', { limit: this.options.streamsPerPerson });
    this.seats.set(person, taken + 1);
    const rights = this.rightsNow(who);
    const tails = await this.openTails(who.zone, rights.audiences).catch((cause: unknown) => {
      this.leave(person);
      throw Object.assign(new DomainError('unavailable'), { cause });
    });
    const release = (): void => {
      tails.forEach((tail) => this.tails.release(tail));
      this.leave(person);
    };
    return { release, begin: (wire) => this.begin({ who, wire, tails, resume, release, version: rights.version }) };
  }

  /** Says goodbye to everybody; nobody new comes in. */
  drain(): void {
    this.draining = true;
    clearInterval(this.heart);
    this.endAll('stopping', () => true);
  }

  private begin(seat: {
    who: Identity;
    wire: FeedWire;
    tails: AudienceTail[];
    resume: Cursor | undefined;
    release: () => void;
    version: number;
  }): FeedSession {
    const session = new FeedSession(seat.who, seat.wire, this.ports, (ended) => {
      if (this.sessions.delete(ended)) seat.release();
    });
    this.sessions.add(session);
    try {
      session.start(seat.tails, seat.resume);
    } catch (error) {
      // It must not stay among those that are told: one that cannot be would take the others with it.
      session.end('lost');
      throw error;
    }
    if (this.draining) session.end('stopping');
    // Rights changed between finding the audiences and being on the list of those to be told.
    else if (this.rightsNow(seat.who).version !== seat.version) session.end('rights-changed');
    return session;
  }

  private rightsNow(who: Identity): { audiences: string[]; version: number } {
    const caller = narrow(who, this.ports.assignments.of(who.zone, who.sub), this.ports.clock.now());
    return { audiences: audiencesOf(caller), version: caller.assignmentVersion };
  }

  private async openTails(zone: string, audiences: readonly string[]): Promise<AudienceTail[]> {
    const opened = await Promise.allSettled(audiences.map((audience) => this.tails.open(zone, audience)));
    const tails = opened.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
    const failed = opened.find((one) => one.status === 'rejected');
    if (!failed) return tails;
    tails.forEach((tail) => this.tails.release(tail));
    throw failed.reason;
  }

  private leave(person: string): void {
    const left = (this.seats.get(person) ?? 1) - 1;
    if (left > 0) this.seats.set(person, left);
    else this.seats.delete(person);
  }

  private wake(zone: string): void {
    for (const session of this.sessions) if (session.who.zone === zone) session.wake();
  }

  private endAll(reason: ByeReason, which: (who: Identity) => boolean): void {
    for (const session of [...this.sessions]) if (which(session.who)) session.end(reason);
  }
}
