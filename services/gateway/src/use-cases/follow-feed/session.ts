import type { Clock } from '@spil/domain-kit';
import { narrow, nextChange, type Caller, type HeldAssignment, type Identity } from '@spil/identity';
import type { Policy } from '@spil/policy';
import { resumable, type Cursor, type CursorSeal, type Position } from '../../domain/cursor';
import { mustBeLogged, type FeedEntry, type FeedFrame } from '../../domain/feed-frame';
import { sightOf, type Sight } from '../../domain/feed-rights';
import { eventText, frameText } from './frame-text';
import { reloadsOf } from './reloads';
import type { Assignments, AudienceTail, ByeReason, FeedTelemetry, FeedWire, FrameReadLog } from './ports';

export interface SessionPorts {
  assignments: Assignments;
  readLog: FrameReadLog;
  seal: CursorSeal;
  telemetry: FeedTelemetry;
  clock: Clock;
  policy: Policy;
  /** Bytes and frames that may wait for a reader, and how long (ms) he may take to read them while live and while catching up. */
  limits: { waitingBytes: number; waitingFrames: number; liveDrainMs: number; drainMs: number };
  /** Waits between attempts to log a read, in ms. */
  readLogRetries: readonly number[];
}

/**
 * One browser's live feed. It pulls: for each audience it knows the last sequence seen and takes what comes after it, from
 * memory or from the stream, so that nothing is queued for a slow reader and nothing is lost for one who comes back.
 */
export class FeedSession {
  private readonly positions = new Map<string, Position>();
  private readonly tails = new Map<string, AudienceTail>();
  private readonly offs: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private pumping = false;
  private again = false;
  private known: { held: readonly HeldAssignment[]; caller: Caller; until: string } | undefined;
  private told: 'catching-up' | 'live' | 'waiting' | undefined;
  closed = false;

  constructor(
    readonly who: Identity,
    private readonly wire: FeedWire,
    private readonly ports: SessionPorts,
    private readonly onEnd: (session: FeedSession) => void,
  ) {}

  /** Begins where the cursor ends, audience by audience, or now; says so before the first frame. */
  start(tails: readonly AudienceTail[], resume: Cursor | undefined): void {
    const resets: string[] = [];
    for (const tail of tails) {
      this.tails.set(tail.audience, tail);
      const { epoch, last } = tail.reach();
      const from = resume?.positions.get(tail.audience);
      const keep = from !== undefined && resumable(from, tail.reach()) === 'complete';
      if (from !== undefined && !keep) resets.push(tail.audience);
      this.positions.set(tail.audience, keep ? from : { epoch, sequence: last });
      this.offs.push(tail.listen({ arrived: () => this.wake(), restarted: () => this.restarted(tail) }));
      this.ports.telemetry.clients(tail.audience, 1);
    }
    this.say('ready', { audiences: [...this.tails.keys()], resumed: resume !== undefined, asOf: this.ports.clock.now() });
    if (resets.length > 0) this.reset(resets);
    this.watchRights();
    this.wake();
  }

  get audiences(): ReadonlyMap<string, AudienceTail> {
    return this.tails;
  }

  /** Something may have arrived; asked any number of times, it runs once. */
  wake(): void {
    if (this.pumping) this.again = true;
    else void this.pump();
  }

  heartbeat(): void {
    if (!this.closed) this.wire.write(': \n\n');
  }

  /** Says goodbye and closes; the browser resumes by the last id it has. */
  end(reason: ByeReason): void {
    if (this.closed) return;
    if (reason === 'too-slow' || reason === 'lost' || reason === 'left') this.wire.cut();
    else {
      this.wire.write(eventText('bye', { reason }));
      this.wire.end();
    }
    this.close(reason);
  }

  private close(reason: ByeReason): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const off of this.offs.splice(0)) off();
    for (const audience of this.tails.keys()) this.ports.telemetry.clients(audience, -1);
    this.ports.telemetry.ended(reason);
    this.onEnd(this);
  }

  /** Closes at the end of the session, and when an assignment begins or ends by itself; a pushed change comes from the hub. */
  private watchRights(): void {
    const { clock, assignments } = this.ports;
    const now = Date.parse(clock.now());
    const change = nextChange(assignments.of(this.who.zone, this.who.sub), clock.now());
    const ends = this.who.exp * 1000;
    const reason = change !== undefined && Date.parse(change) < ends ? 'rights-changed' : 'session-ended';
    const wait = Math.min(ends, change === undefined ? Infinity : Date.parse(change)) - now;
    // Timers hold at most 24 days; no session is that long.
    this.timer = setTimeout(() => this.end(reason), Math.min(Math.max(0, wait), 2 ** 31 - 1));
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    try {
      do {
        this.again = false;
        for (const tail of this.tails.values()) await this.advance(tail);
      } while (this.again && !this.closed);
      if (!this.closed) this.state(this.certain ? 'live' : 'waiting');
    } catch {
      // The stream could not be read; the browser comes back with the id of the last frame it has.
      this.end('lost');
    } finally {
      this.pumping = false;
    }
  }

  private async advance(tail: AudienceTail): Promise<void> {
    for (;;) {
      const position = this.positions.get(tail.audience) as Position;
      if (this.closed || !this.certain || position.epoch !== tail.reach().epoch) return;
      const entry = tail.next(position.sequence);
      if (entry === undefined) return;
      if (entry === 'gone') await this.catchUp(tail, position);
      else if (!(await this.pass(tail, entry))) return;
    }
  }

  private async catchUp(tail: AudienceTail, position: Position): Promise<void> {
    await tail.refresh();
    if (resumable(position, tail.reach()) !== 'complete') return this.restarted(tail);
    this.state('catching-up');
    for await (const entry of tail.history(position.sequence)) {
      // Its position stays before this entry: once rights are certain again it is asked for anew.
      if (!this.certain || !(await this.pass(tail, entry))) return;
    }
  }

  /** Gives one entry its ending: seen, not for this reader, or (false) not now: the session is over or must wait. */
  private async pass(tail: AudienceTail, { sequence, frame }: FeedEntry): Promise<boolean> {
    const { epoch } = this.positions.get(tail.audience) as Position;
    const sight = frame && this.sight(frame);
    if (!frame || !sight || sight.effect === 'deny') return this.skip(tail, sequence, frame, sight);
    const still = mustBeLogged(frame) ? await this.onceLogged(frame, sight) : sight;
    // The stream began anew meanwhile: the reader was told to reload, and this entry is of the old one.
    if (!still || this.positions.get(tail.audience)?.epoch !== epoch) return false;
    if (still.effect === 'deny') return this.skip(tail, sequence, frame, still);
    this.positions.set(tail.audience, { epoch, sequence });
    this.ports.telemetry.delivered(frame, still.rule, () => this.wire.write(`id: ${this.id()}\n${frameText(frame, still)}`));
    return this.roomLeft(tail);
  }

  /**
   * Rights may have ended while the line was written (T22): decided again with those of then. Undefined: the session is over, or
   * nobody knows the rights of now and the frame waits.
   */
  private async onceLogged(frame: FeedFrame, sight: Exclude<Sight, { effect: 'deny' }>): Promise<Sight | undefined> {
    return (await this.logged(frame, sight)) && this.certain ? this.sight(frame) : undefined;
  }

  private skip(tail: AudienceTail, sequence: number, frame: FeedFrame | undefined, sight: Sight | undefined): boolean {
    if (this.closed) return false;
    const { epoch } = this.positions.get(tail.audience) as Position;
    this.positions.set(tail.audience, { epoch, sequence });
    if (frame && sight && sight.rule !== 'not-addressed') this.ports.telemetry.withheld(frame, sight.rule);
    return true;
  }

  private get certain(): boolean {
    return this.ports.assignments.current(this.who.zone);
  }

  private sight(frame: FeedFrame): Sight {
    const now = this.ports.clock.now();
    return sightOf(this.rights(now), frame, { policy: this.ports.policy, now });
  }

  /** The rights of now. They are worked out anew when an assignment changed, began or ended, and only then. */
  private rights(now: string): Caller {
    const held = this.ports.assignments.of(this.who.zone, this.who.sub);
    if (this.known?.held === held && now < this.known.until) return this.known.caller;
    const caller = narrow(this.who, held, now);
    // Instants are text in one form, so that they compare as text.
    this.known = { held, caller, until: nextChange(held, now) ?? '9' };
    return caller;
  }

  /** Fail-closed: a frame whose line is not durable is not shown, and not passed over either. */
  private async logged(frame: FeedFrame, sight: Exclude<Sight, { effect: 'deny' }>): Promise<boolean> {
    const decision = sight.effect === 'allow' ? ('shown' as const) : ('redacted' as const);
    for (const wait of [...this.ports.readLogRetries, undefined]) {
      try {
        await this.ports.readLog.record({ who: this.who, frame, rule: sight.rule, decision });
        return !this.closed;
      } catch {
        this.ports.telemetry.withheld(frame, 'read-log');
        if (wait === undefined || this.closed) break;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    this.end('read-log');
    return false;
  }

  private async roomLeft(tail: AudienceTail): Promise<boolean> {
    const { waitingBytes, waitingFrames, liveDrainMs, drainMs } = this.ports.limits;
    if (this.wire.waiting <= waitingBytes) return true;
    const behind = tail.reach().last - (this.positions.get(tail.audience) as Position).sequence;
    const live = this.told === 'live';
    // Who fell behind while live is cut and resumes; who is catching up is given time to read.
    if ((live && behind > waitingFrames) || !(await this.wire.drained(live ? liveDrainMs : drainMs))) this.end('too-slow');
    return !this.closed;
  }

  private restarted(tail: AudienceTail): void {
    const { epoch, last } = tail.reach();
    this.positions.set(tail.audience, { epoch, sequence: last });
    this.reset([tail.audience]);
    this.wake();
  }

  private reset(audiences: string[]): void {
    for (const audience of audiences) this.ports.telemetry.reset(audience);
    this.say('reset', { audiences, reload: reloadsOf(audiences, this.who.roles) });
  }

  private state(state: 'catching-up' | 'live' | 'waiting'): void {
    if (this.told === state) return;
    this.told = state;
    this.say('state', { state, asOf: this.ports.clock.now() });
  }

  private say(event: string, data: object): void {
    if (!this.closed) this.wire.write(`id: ${this.id()}\n${eventText(event, data)}`);
  }

  private id(): string {
    return this.ports.seal.seal({ sub: this.who.sub, zone: this.who.zone, positions: this.positions });
  }
}
