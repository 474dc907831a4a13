import type { Clock } from '@spil/domain-kit';
import type { Identity } from '@spil/identity';
import type { CursorSeal, Position } from '../../domain/cursor';
import type { FeedFrame } from '../../domain/feed-frame';
import type { Sight } from '../../domain/feed-rights';
import { eventText, framePlace, frameText } from './frame-text';
import type { ByeReason, FeedTelemetry, FeedWire } from './ports';
import { reloadsOf } from './reloads';

/** An ending that allows something to be seen. */
export type Seen = Exclude<Sight, { effect: 'deny' }>;

/** What one reader is told, each time with the id of where he is by then. */
export class FeedVoice {
  private told: 'catching-up' | 'live' | 'waiting' | undefined;
  private readonly person: string;

  constructor(
    private readonly who: Identity,
    private readonly wire: FeedWire,
    private readonly positions: ReadonlyMap<string, Position>,
    private readonly ports: { seal: CursorSeal; clock: Clock; telemetry: FeedTelemetry },
  ) {
    this.person = ports.seal.person(who);
  }

  get isLive(): boolean {
    return this.told === 'live';
  }

  frame(frame: FeedFrame, sight: Seen): void {
    const place = framePlace(frame, this.positions.size, () => this.place());
    this.ports.telemetry.delivered(frame, sight.rule, () => this.wire.write(`id: ${this.person}.${place}\n${frameText(frame, sight)}`));
  }

  ready(resumed: boolean): void {
    this.say('ready', { audiences: [...this.positions.keys()], resumed, asOf: this.ports.clock.now() });
  }

  state(state: 'catching-up' | 'live' | 'waiting'): void {
    if (this.told === state) return;
    this.told = state;
    this.say('state', { state, asOf: this.ports.clock.now() });
  }

  /** What these audiences said before cannot be given any more: the lists are to be loaded anew. */
  reset(audiences: string[]): void {
    for (const audience of audiences) this.ports.telemetry.reset(audience);
    this.say('reset', { audiences, reload: reloadsOf(audiences, this.who.roles) });
  }

  bye(reason: ByeReason): void {
    this.wire.write(eventText('bye', { reason }));
  }

  private say(event: string, data: object): void {
    this.wire.write(`id: ${this.person}.${this.place()}\n${eventText(event, data)}`);
  }

  private place(): string {
    return this.ports.seal.place(this.who.zone, this.positions);
  }
}
