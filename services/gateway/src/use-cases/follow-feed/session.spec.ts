import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { HeldAssignment, Identity } from '@spil/identity';
import { defaultPolicy } from '@spil/policy';
import fc from 'fast-check';
import { CursorSeal, type StreamReach } from '../../domain/cursor';
import type { FeedEntry, FeedFrame } from '../../domain/feed-frame';
import type { Assignments, AudienceTail, ByeReason, FeedTelemetry, FeedWire, FrameReadLog } from './ports';
import { Ring } from './ring';
import { FeedSession, type SessionPorts } from './session';

const now = '2026-01-12T10:00:00.000Z';
const who: Identity = { sub: 'crew-1', roles: ['crew'], zone: 'demo', exp: Date.parse(now) / 1000 + 3_600 };
const noord: HeldAssignment = {
  assignmentId: 'a',
  personId: 'crew-1',
  role: 'crew',
  team: 'noord',
  wijkIds: ['W01'],
  from: '2026-01-01T00:00:00.000Z',
  version: 1,
};
const seal = new CursorSeal(randomBytes(32), randomBytes);

const item = (n: number, more: object = {}): FeedFrame => ({
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
class MemoryTail implements AudienceTail {
  readonly audience = 'crew-noord';
  readonly stored: FeedEntry[] = [];
  private readonly listeners = new Set<{ arrived(): void; restarted(): void }>();
  epoch = 'one';
  first = 1;

  constructor(private ring: Ring) {}
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

class MemoryWire implements FeedWire {
  text = '';
  waiting = 0;
  state: 'open' | 'ended' | 'cut' = 'open';
  write(chunk: string): void {
    if (this.state === 'open') this.text += chunk;
  }
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

const telemetry = (ended: ByeReason[] = []): FeedTelemetry => ({
  delivered: (_frame, _rule, write) => write(),
  withheld: () => undefined,
  reset: () => undefined,
  ended: (reason) => void ended.push(reason),
  clients: () => undefined,
});
const rights = (held: HeldAssignment[], current = () => true): Assignments => ({
  current,
  of: () => held,
  onChange: () => undefined,
  onCurrent: () => undefined,
});
const ports = (more: Partial<SessionPorts> = {}): SessionPorts => ({
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
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
/** A thousand runs have no time for timers: everything a session does for a reader that keeps up ends within a few turns of the loop. */
async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}
const open = (tail: AudienceTail, wire: FeedWire, use = ports(), id?: string): FeedSession => {
  const session = new FeedSession(who, wire, use, () => undefined);
  session.start([tail], id === undefined ? undefined : seal.open(id, who));
  return session;
};

describe('a feed session', () => {
  it('resumed anywhere, any number of times, gives every frame once and in order (property)', async () => {
    const visible = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(visible, fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(), { maxLength: 6 }), async (stream, remembered, cuts) => {
        const tail = new MemoryTail(new Ring(remembered, 0));
        const first = new MemoryWire();
        let session = open(tail, first);
        const seen: unknown[] = [];
        let wire = first;
        const cutAt = new Set(cuts.map((cut) => cut % stream.length));
        for (const [n, shown] of stream.entries()) {
          tail.add(shown ? item(n) : n % 2 === 0 ? undefined : item(n, { wijkId: 'W99' }));
          if (!cutAt.has(n)) continue;
          await turns();
          session.end('left');
          seen.push(...wire.items);
          const id = wire.events.at(-1)?.id as string;
          wire = new MemoryWire();
          session = open(tail, wire, ports(), id);
        }
        await turns();
        session.end('left');
        seen.push(...wire.items);
        expect(seen).toEqual(stream.flatMap((shown, n) => (shown ? [`i${n}`] : [])));
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows nothing whose reading could not be logged, passes nothing over, and closes', async () => {
    const tail = new MemoryTail(new Ring(10, 0));
    const ended: ByeReason[] = [];
    let attempts = 0;
    const readLog: FrameReadLog = { record: () => (attempts++, Promise.reject(new Error('down'))) };
    const wire = new MemoryWire();
    open(tail, wire, ports({ readLog, telemetry: telemetry(ended) }));
    tail.add(item(1));
    tail.add(item(2, { personal: true }));
    tail.add(item(3));
    await settle();
    await settle();
    expect(attempts).toBe(3);
    expect(wire.items).toEqual(['i1']);
    expect(ended).toEqual(['read-log']);
    const id = wire.events.filter(({ event }) => event === 'briefing').at(-1)?.id;
    const later = new MemoryWire();
    open(tail, later, ports(), id).end('left');
    const again = new MemoryWire();
    const back = open(tail, again, ports(), id);
    await settle();
    expect(again.items).toEqual(['i2', 'i3']);
    back.end('left');
  });

  it('decides again after the line was written: a right that ended meanwhile shows nothing', async () => {
    const tail = new MemoryTail(new Ring(10, 0));
    let held = [noord];
    const readLog: FrameReadLog = {
      record: async () => {
        await Promise.resolve();
        held = [{ ...noord, endedAt: now, version: 2 }];
      },
    };
    const wire = new MemoryWire();
    const session = open(tail, wire, ports({ readLog, assignments: { ...rights([]), of: () => held } }));
    tail.add(item(1, { personal: true }));
    await settle();
    expect(wire.items).toEqual([]);
    session.end('left');
  });

  it('holds everything while rights are not certain, and loses nothing', async () => {
    const tail = new MemoryTail(new Ring(10, 0));
    let certain = true;
    const wire = new MemoryWire();
    const session = open(tail, wire, ports({ assignments: rights([noord], () => certain) }));
    await settle();
    certain = false;
    tail.add(item(1));
    await settle();
    expect(wire.items).toEqual([]);
    expect(wire.events.at(-1)?.data).toMatchObject({ state: 'waiting' });
    certain = true;
    session.wake();
    await settle();
    expect(wire.items).toEqual(['i1']);
    session.end('left');
  });

  it('holds what is left of a catching up as soon as rights are not certain, and brings it later without a gap', async () => {
    const tail = new MemoryTail(new Ring(2, 0));
    const first = new MemoryWire();
    open(tail, first).end('left');
    for (let n = 1; n <= 8; n++) tail.add(item(n));
    let certain = true;
    const wire = new MemoryWire();
    // The book of assignments is lost while the third frame is on its way.
    const lost: FeedTelemetry = { ...telemetry(), delivered: (frame, _rule, write) => (write(), (certain = frame.eventId !== 'e3')) };
    const use = ports({ assignments: rights([noord], () => certain), telemetry: lost });
    const session = open(tail, wire, use, first.events[0]?.id);
    await settle();
    expect(wire.items).toEqual(['i1', 'i2', 'i3']);
    expect(wire.events.at(-1)?.data).toMatchObject({ state: 'waiting' });
    certain = true;
    session.wake();
    await settle();
    expect(wire.items).toEqual(['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8']);
    session.end('left');
  });

  it('shows nothing when rights became uncertain while the line was written, and shows it later', async () => {
    const tail = new MemoryTail(new Ring(10, 0));
    let certain = true;
    const readLog: FrameReadLog = { record: () => ((certain = false), Promise.resolve()) };
    const wire = new MemoryWire();
    const session = open(tail, wire, ports({ readLog, assignments: rights([noord], () => certain) }));
    tail.add(item(1, { personal: true }));
    await settle();
    expect(wire.items).toEqual([]);
    readLog.record = () => Promise.resolve();
    certain = true;
    session.wake();
    await settle();
    expect(wire.items).toEqual(['i1']);
    session.end('left');
  });

  it('cuts a reader who does not read, and brings the rest when he comes back', async () => {
    const tail = new MemoryTail(new Ring(100, 0));
    const ended: ByeReason[] = [];
    const wire = new MemoryWire();
    open(tail, wire, ports({ telemetry: telemetry(ended) }));
    tail.add(item(1));
    await settle();
    wire.waiting = 2_000;
    for (let n = 2; n < 20; n++) tail.add(item(n));
    await settle();
    expect(wire.state).toBe('cut');
    expect(ended).toEqual(['too-slow']);
    const again = new MemoryWire();
    const session = open(tail, again, ports(), wire.events.at(-1)?.id);
    await settle();
    expect([...wire.items, ...again.items]).toEqual(Array.from({ length: 19 }, (_, i) => `i${i + 1}`));
    session.end('left');
  });

  it('says what to reload when the position is too old or the stream began anew, and goes on from now', async () => {
    const tail = new MemoryTail(new Ring(100, 0));
    const wire = new MemoryWire();
    open(tail, wire).end('left');
    const id = wire.events[0]?.id;
    for (let n = 1; n <= 5; n++) tail.add(item(n));
    tail.first = 4;
    const aged = new MemoryWire();
    const session = open(tail, aged, ports(), id);
    await settle();
    expect(aged.events.find(({ event }) => event === 'reset')?.data).toEqual({
      audiences: ['crew-noord'],
      reload: ['/v1/briefings', '/v1/calls', '/v1/units'],
    });
    expect(aged.items).toEqual([]);
    tail.add(item(6));
    await settle();
    expect(aged.items).toEqual(['i6']);
    tail.first = 1;
    tail.restart();
    tail.add(item(7));
    await settle();
    expect(aged.events.filter(({ event }) => event === 'reset')).toHaveLength(2);
    expect(aged.items).toEqual(['i6', 'i7']);
    session.end('left');
  });

  it('closes at the moment an assignment ends by itself', async () => {
    const tail = new MemoryTail(new Ring(10, 0));
    const wire = new MemoryWire();
    const soon = new Date(Date.parse(now) + 30).toISOString();
    open(tail, wire, ports({ assignments: rights([{ ...noord, until: soon }]) }));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(wire.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'rights-changed' } });
  });
});
