import { randomBytes } from 'node:crypto';
import type { HeldAssignment, Identity } from '@spil/identity';
import { defaultPolicy } from '@spil/policy';
import { CursorSeal, type StreamReach } from '../../domain/cursor';
import type { FeedEntry, FeedFrame } from '../../domain/feed-frame';
import type { Assignments, AudienceTail, ByeReason, FeedTelemetry, FeedWire } from './ports';
import { Ring } from './ring';
import { FeedSession, type SessionPorts } from './session';

// A session's surroundings in memory: a stream, a browser's response, rights.
export const now = '2026-01-12T10:00:00.000Z';
export const who: Identity = { sub: 'crew-1', roles: ['crew'], zone: 'demo', exp: Date.parse(now) / 1000 + 3_600 };
export const noord: HeldAssignment = {
  assignmentId: 'a',
  personId: 'crew-1',
  role: 'crew',
  team: 'noord',
  wijkIds: ['W01'],
  from: '2026-01-01T00:00:00.000Z',
  version: 1,
};
export const seal = new CursorSeal(randomBytes(32), randomBytes);

/** The n-th frame for the crew of noord. */
export const item = (n: number, more: object = {}): FeedFrame => ({
  zone: 'demo',
  audience: 'crew-noord',
  kind: 'briefing',
  eventId: `e${n}`,
  at: now,
  facts: { itemId: `i${n}`, wijkId: 'W01', theme: 'drugs', handling: 'H0', level: 'briefing', personal: false, ...more },
  texts: { headline: `h${n}` },
  record: { type: 'item', id: `i${n}` },
});

/** A stream in memory: everything is in `stored`, the newest `remembered` also in the ring. */
export class MemoryTail implements AudienceTail {
  readonly stored: FeedEntry[] = [];
  private readonly listeners = new Set<{ arrived(): void; restarted(): void }>();
  epoch = 'one';
  first = 1;

  constructor(
    private ring: Ring,
    readonly audience = 'crew-noord',
  ) {}
  add(frame: FeedFrame | undefined): void {
    const entry = { sequence: this.stored.length + 1, ...(frame ? { frame } : {}) };
    this.stored.push(entry);
    this.ring.add(entry);
    this.listeners.forEach((listener) => listener.arrived());
  }
  restart(): void {
    this.epoch = 'two';
    this.stored.length = 0;
    this.ring = new Ring(100, 0);
    this.listeners.forEach((listener) => listener.restarted());
  }
  reach = (): StreamReach => ({ epoch: this.epoch, first: this.first, last: this.stored.length });
  refresh = (): Promise<void> => Promise.resolve();
  next = (after: number) => this.ring.next(after);
  async *history(after: number): AsyncGenerator<FeedEntry> {
    const goal = this.ring.lowest;
    for (const entry of this.stored.filter(({ sequence }) => sequence > after && sequence <= goal)) yield await Promise.resolve(entry);
  }
  listen(listener: { arrived(): void; restarted(): void }): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

export class MemoryWire implements FeedWire {
  text = '';
  waiting = 0;
  state: 'open' | 'ended' | 'cut' = 'open';
  write(chunk: string): void {
    if (this.state === 'open') this.text += chunk;
  }
  gather = (): void => undefined;
  drained = (): Promise<boolean> => Promise.resolve(this.waiting === 0);
  end(): void {
    this.state = 'ended';
  }
  cut(): void {
    this.state = 'cut';
  }
  get events(): { event: string; id: string; data: Record<string, unknown> }[] {
    const blocks = this.text.split('\n\n').filter((block) => block.includes('event: '));
    const field = (block: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    return blocks.map((block) => ({
      event: field(block, 'event'),
      id: field(block, 'id'),
      data: JSON.parse(field(block, 'data')) as Record<string, unknown>,
    }));
  }
  get items(): unknown[] {
    return this.events.filter(({ event }) => event === 'briefing').map(({ data }) => data['itemId']);
  }
}

export const telemetry = (ended: ByeReason[] = []): FeedTelemetry => ({
  delivered: (_frame, _rule, write) => write(),
  withheld: () => undefined,
  reset: () => undefined,
  ended: (reason) => void ended.push(reason),
  clients: () => undefined,
});
export const rights = (held: HeldAssignment[], current = () => true): Assignments => ({
  current,
  of: () => held,
  onChange: () => undefined,
  onCurrent: () => undefined,
});
export const ports = (more: Partial<SessionPorts> = {}): SessionPorts => ({
  assignments: rights([noord]),
  readLog: { record: () => Promise.resolve() },
  seal,
  telemetry: telemetry(),
  clock: { now: () => now },
  policy: defaultPolicy,
  limits: { waitingBytes: 1_000, waitingFrames: 5, liveDrainMs: 10, drainMs: 10 },
  readLogRetries: [1, 1],
  ...more,
});
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
/** A thousand runs have no time for timers: everything a session does for a reader that keeps up ends within a few turns of the loop. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}
export const open = (tail: AudienceTail, wire: FeedWire, use = ports(), id?: string): FeedSession => {
  const session = new FeedSession(who, wire, use, () => undefined);
  session.start([tail], id === undefined ? undefined : seal.open(id, who));
  return session;
};
