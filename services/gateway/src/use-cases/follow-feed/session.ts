import type { Clock } from '@spil/domain-kit';
import type { Identity } from '@spil/identity';
import type { Policy } from '@spil/policy';
import { resumable, type Cursor, type CursorSeal, type Position } from '../../domain/cursor';
import { mustBeLogged, type FeedEntry, type FeedFrame } from '../../domain/feed-frame';
import type { Sight } from '../../domain/feed-rights';
import { FeedVoice, type Seen } from './feed-voice';
import { ReaderRights } from './reader-rights';
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

/** Whether to go on with the next entry: known at once, or only later. */
type Passed = boolean | Promise<boolean>;

/**
 * One browser's live feed. It pulls: for each audience it knows the last sequence seen and takes what comes after it, from
 * memory or from the stream, so that nothing is queued for a slow reader and nothing is lost for one who comes back.
 */
export class FeedSession {
  private readonly positions = new Map<string, Position>();
  private readonly tails = new Map<string, AudienceTail>();
  private readonly offs: (() => void)[] = [];
  private pumping = false;
  private again = false;
  private readonly voice: FeedVoice;
  private readonly rights: ReaderRights;
  closed = false;

  constructor(
    readonly who: Identity,
    private readonly wire: FeedWire,
    private readonly ports: SessionPorts,
    private readonly onEnd: (session: FeedSession) => void,
  ) {
    this.voice = new FeedVoice(who, wire, this.positions, ports);
    this.rights = new ReaderRights(who, ports);
  }

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
    this.voice.ready(resume !== undefined);
    if (resets.length > 0) this.voice.reset(resets);
    this.rights.watch((reason) => this.end(reason));
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
      this.voice.bye(reason);
      this.wire.end();
    }
    this.close(reason);
  }

  private close(reason: ByeReason): void {
    this.closed = true;
    this.rights.stop();
    for (const off of this.offs.splice(0)) off();
    for (const audience of this.tails.keys()) this.ports.telemetry.clients(audience, -1);
    this.ports.telemetry.ended(reason);
    this.onEnd(this);
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    try {
      do {
        this.again = false;
        for (const tail of this.tails.values()) {
          const later = this.advance(tail);
          if (later) await later;
        }
      } while (this.again && !this.closed);
      if (!this.closed) this.voice.state(this.rights.certain ? 'live' : 'waiting');
    } catch {
      // The stream could not be read; the browser comes back with the id of the last frame it has.
      this.end('lost');
    } finally {
      this.pumping = false;
    }
  }

  /** Gives what there is. What can be given at once is, without a turn of the loop for each of a thousand readers. */
  private advance(tail: AudienceTail): Promise<void> | undefined {
    for (let given = 0; ; given++) {
      // More than one is a reader who comes back: what follows goes out together.
      if (given === 1) this.wire.gather(true);
      const more = this.step(tail);
      if (more === true) continue;
      if (more !== false) return this.advanceLater(tail, more);
      this.wire.gather(false);
      return undefined;
    }
  }

  private async advanceLater(tail: AudienceTail, first: Promise<boolean>): Promise<void> {
    try {
      for (let more = await first; more; more = await this.step(tail));
    } finally {
      this.wire.gather(false);
    }
  }

  /** One entry; false when there is none, or none to be given now. */
  private step(tail: AudienceTail): Passed {
    const position = this.positions.get(tail.audience) as Position;
    if (this.closed || !this.rights.certain || position.epoch !== tail.reach().epoch) return false;
    const entry = tail.next(position.sequence);
    if (entry === undefined) return false;
    return entry === 'gone' ? this.catchUp(tail, position).then(() => true) : this.pass(tail, entry);
  }

  private async catchUp(tail: AudienceTail, position: Position): Promise<void> {
    await tail.refresh();
    if (resumable(position, tail.reach()) !== 'complete') return this.restarted(tail);
    this.voice.state('catching-up');
    this.wire.gather(true);
    for await (const entry of tail.history(position.sequence)) {
      // The stream began anew while entries of the old one were on their way here.
      if (this.positions.get(tail.audience)?.epoch !== position.epoch) return;
      // Its position stays before this entry: once rights are certain again it is asked for anew.
      if (!this.rights.certain || !(await this.pass(tail, entry))) return;
    }
  }

  /** Gives one entry its ending: seen, not for this reader, or (false) not now: the session is over or must wait. */
  private pass(tail: AudienceTail, { sequence, frame }: FeedEntry): Passed {
    const sight = frame && this.rights.sight(frame);
    if (!frame || !sight || sight.effect === 'deny') return this.skip(tail, sequence, frame, sight);
    if (mustBeLogged(frame)) return this.passLogged(tail, sequence, frame, sight);
    return this.deliver(tail, sequence, frame, sight);
  }

  private async passLogged(tail: AudienceTail, sequence: number, frame: FeedFrame, sight: Seen): Promise<boolean> {
    const { epoch } = this.positions.get(tail.audience) as Position;
    const still = await this.onceLogged(frame, sight);
    // The stream began anew meanwhile: the reader was told to reload, and this entry is of the old one.
    if (!still || this.positions.get(tail.audience)?.epoch !== epoch) return false;
    return still.effect === 'deny' ? this.skip(tail, sequence, frame, still) : this.deliver(tail, sequence, frame, still);
  }

  private deliver(tail: AudienceTail, sequence: number, frame: FeedFrame, sight: Seen): Passed {
    const { epoch } = this.positions.get(tail.audience) as Position;
    this.positions.set(tail.audience, { epoch, sequence });
    this.voice.frame(frame, sight);
    return this.wire.waiting <= this.ports.limits.waitingBytes || this.roomLeft(tail);
  }

  /**
   * Rights may have ended while the line was written (T22): decided again with those of then. Undefined: the session is over, or
   * nobody knows the rights of now and the frame waits.
   */
  private async onceLogged(frame: FeedFrame, sight: Seen): Promise<Sight | undefined> {
    return (await this.logged(frame, sight)) && this.rights.certain ? this.rights.sight(frame) : undefined;
  }

  private skip(tail: AudienceTail, sequence: number, frame: FeedFrame | undefined, sight: Sight | undefined): boolean {
    if (this.closed) return false;
    const { epoch } = this.positions.get(tail.audience) as Position;
    this.positions.set(tail.audience, { epoch, sequence });
    if (frame && sight && sight.rule !== 'not-addressed') this.ports.telemetry.withheld(frame, sight.rule);
    return true;
  }

  /** Fail-closed: a frame whose line is not durable is not shown, and not passed over either. */
  private async logged(frame: FeedFrame, sight: Seen): Promise<boolean> {
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
    const { waitingFrames, liveDrainMs, drainMs } = this.ports.limits;
    const behind = tail.reach().last - (this.positions.get(tail.audience) as Position).sequence;
    const live = this.voice.isLive;
    // Who fell behind while live is cut and resumes; who is catching up is given time to read.
    if ((live && behind > waitingFrames) || !(await this.wire.drained(live ? liveDrainMs : drainMs))) this.end('too-slow');
    return !this.closed;
  }

  private restarted(tail: AudienceTail): void {
    const { epoch, last } = tail.reach();
    this.positions.set(tail.audience, { epoch, sequence: last });
    this.voice.reset([tail.audience]);
    this.wake();
  }
}
