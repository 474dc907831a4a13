import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ByeReason, FeedTelemetry, FrameReadLog } from './ports';
import { Ring } from './ring';
import { item, MemoryTail, MemoryWire, noord, now, open, ports, rights, settle, telemetry, turns } from './session.fixture';

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

  it('gives nothing of the old stream, and all of the new one, when it began anew in the middle of a catching up', async () => {
    const tail = new MemoryTail(new Ring(2, 0));
    const first = new MemoryWire();
    open(tail, first).end('left');
    for (let n = 1; n <= 8; n++) tail.add(item(n));
    const wire = new MemoryWire();
    const anew: FeedTelemetry = { ...telemetry(), delivered: (frame, _rule, write) => (write(), frame.eventId === 'e3' && tail.restart()) };
    const session = open(tail, wire, ports({ telemetry: anew }), first.events[0]?.id);
    await settle();
    expect(wire.items).toEqual(['i1', 'i2', 'i3']);
    for (let n = 11; n <= 14; n++) tail.add(item(n));
    await settle();
    expect(wire.items).toEqual(['i1', 'i2', 'i3', 'i11', 'i12', 'i13', 'i14']);
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
