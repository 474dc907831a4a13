import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type ChainedLine, ChainStore, ReadLog, type ReadLine, ReadLogUnavailable, toLdv, verifyChain } from './index';
import { SlowCollection } from './memory-collection.fixture';

const line = (subject: string): ReadLine => ({
  name: 'read-note',
  actor: 'b7c0',
  zone: 'demo',
  processingActivity: 'urn:spil:purpose:neighbourhood-policing',
  subject,
  subjectType: 'note',
  recordCategory: 'intelligence',
  rule: 'R7',
  decision: 'shown',
  reason: 'task:inbox',
  legalBasis: 'WPA-44-1',
});
const clock = { now: () => '2026-01-12T09:30:00.000Z' };
const options = { service: 'information-sharing', clock, subjectKey: 'a-key-of-sixteen-letters' };
const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await Promise.resolve();
};
const checked = (lines: readonly ChainedLine[]) => verifyChain(lines, options);

describe('record', () => {
  it('resolves only when the line is stored, as Logboek Dataverwerkingen wants it', async () => {
    const collection = new SlowCollection();
    await new ReadLog(collection, options).record([line('note-1'), line('note-2')]);
    const [first, second] = collection.lines();
    expect(await checked(collection.lines())).toMatchObject({ ok: true, count: 2 });
    expect(first).toMatchObject({ _id: 1, service: 'information-sharing', decision: 'shown', statusCode: 'ok', endTime: clock.now() });
    expect(first?.spanId).not.toBe(second?.spanId);
    expect(JSON.stringify(collection.lines())).not.toContain('note-1');
    expect(Object.keys(toLdv(first as ChainedLine))).toEqual(
      expect.arrayContaining([
        'trace_id',
        'span_id',
        'dpl.core.processing_activity_id',
        'dpl.core.data_subject_id',
        'dpl.core.data_subject_id_type',
      ]),
    );
  });

  it('gives one subject one pseudonym under one key, and another under another', async () => {
    const pseudonyms = async (subjectKey: string) => {
      const collection = new SlowCollection();
      await new ReadLog(collection, { ...options, subjectKey }).record([line('note-1'), line('note-1')]);
      return collection.lines().map((kept) => kept.subjectPseudonym);
    };
    const [a, b] = await pseudonyms(options.subjectKey);
    const [c] = await pseudonyms('another-key-of-sixteen');
    expect([a === b, a === c]).toEqual([true, false]);
  });

  it('shares one write among the reads of one moment', async () => {
    const collection = new SlowCollection();
    const log = new ReadLog(collection, options);
    await Promise.all(Array.from({ length: 200 }, (_, n) => log.record([line(`note-${n}`)])));
    expect(collection.writes).toBe(1);
  });

  it('writes a list that is longer than its queue in portions, so that others are not refused meanwhile', async () => {
    const collection = new SlowCollection();
    const log = new ReadLog(collection, { ...options, queue: 300 });
    const long = log.record(Array.from({ length: 1_100 }, (_, n) => line(`note-${n}`)));
    await log.record([line('of another')]);
    await long;
    expect(await checked(collection.lines())).toMatchObject({ ok: true, count: 1_101 });
  });

  it('refuses the read while the database is away, and goes on when it is back', async () => {
    const collection = new SlowCollection();
    const log = new ReadLog(collection, options);
    collection.onInsert = () => {
      throw new Error('connection lost');
    };
    await expect(log.record([line('note-1')])).rejects.toBeInstanceOf(ReadLogUnavailable);
    collection.onInsert = () => undefined;
    await log.record([line('note-2')]);
    expect(await checked(collection.lines())).toMatchObject({ ok: true, count: 1 });
  });

  it('refuses at once above the queue, and late ones when the database hangs', async () => {
    const collection = new SlowCollection();
    const log = new ReadLog(collection, { ...options, queue: 3, timeoutMs: 20 });
    collection.onInsert = () => new Promise<void>(() => undefined);
    const waiting = log.record([line('a'), line('b'), line('c')]);
    await expect(log.record([line('d')])).rejects.toMatchObject({ code: 'read-log.unavailable', params: { reason: 'full' } });
    await expect(waiting).rejects.toMatchObject({ params: { reason: 'late' } });
    collection.onInsert = () => undefined;
    await log.record([line('e')]);
    await log.settled();
  });

  it('refuses each read at its own time, however long it stood in the queue, and none before it', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
    try {
      const collection = new SlowCollection();
      const log = new ReadLog(collection, { ...options, timeoutMs: 200 });
      const began = performance.now();
      const ended: Record<string, [string, number]> = {};
      const ask = (name: string): void => {
        const as = (outcome: string) => () => void (ended[name] = [outcome, Math.round(performance.now() - began)]);
        void log.record([line(name)]).then(as('recorded'), as('refused'));
      };
      collection.onInsert = () => new Promise((resolve) => setTimeout(resolve, 310 - (performance.now() - began)));
      for (const name of ['first', 'second', 'third']) {
        ask(name);
        await jest.advanceTimersByTimeAsync(80);
      }
      await jest.advanceTimersByTimeAsync(200);
      await log.settled();
      expect(ended).toEqual({ first: ['refused', 200], second: ['refused', 280], third: ['recorded', expect.any(Number)] });
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps one unbroken chain with each acknowledged line once, whatever replicas and failures do', async () => {
    const scenario = fc.record({
      writers: fc.integer({ min: 1, max: 4 }),
      reads: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 })), { maxLength: 40 }),
      steps: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ writers, reads, steps }) => {
        const collection = new SlowCollection();
        let step = 0;
        collection.onInsert = async () => {
          const what = steps[step++ % steps.length] ?? 0;
          await turns(what);
          if (what === 9 && step < 200) throw new Error('connection lost');
        };
        const logs = Array.from({ length: writers }, () => new ReadLog(collection, options));
        const acknowledged: string[] = [];
        await Promise.all(
          reads.map(async ([writer, size], n) => {
            await turns(n % 7);
            const spans = Array.from({ length: size }, (_, at) => `${n}-${at}`);
            const lines = spans.map((spanId) => ({ ...line('x'), trace: { traceId: 't', spanId } }));
            const log = logs[writer % writers] as ReadLog;
            await log.record(lines).then(
              () => acknowledged.push(...spans),
              () => undefined,
            );
          }),
        );
        expect(await checked(collection.lines())).toMatchObject({ ok: true });
        const kept = collection.lines().map((one) => one.spanId);
        expect(acknowledged.filter((span) => kept.filter((one) => one === span).length !== 1)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('verifyChain', () => {
  const intact = async (count: number) => {
    const collection = new SlowCollection();
    await new ReadLog(collection, options).record(Array.from({ length: count }, (_, n) => line(`note-${n}`)));
    return collection.lines();
  };
  type Tamper = (lines: ChainedLine[], at: number) => ChainedLine[];
  const tampers: Record<string, Tamper> = {
    'a changed field': (lines, at) => lines.map((one, n) => (n === at ? { ...one, decision: 'denied' } : one)),
    'a changed field with a fresh hash in another place': (lines, at) =>
      lines.map((one, n) => (n === at ? { ...one, prevHash: '0'.repeat(64) } : one)),
    'a removed line': (lines, at) => lines.filter((_, n) => n !== at),
    'an added field': (lines, at) => lines.map((one, n) => (n === at ? ({ ...one, note: 'x' } as ChainedLine) : one)),
    'a line of another service': (lines, at) => lines.map((one, n) => (n === at ? { ...one, service: 'wijk' } : one)),
    'a line repeated': (lines, at) => [...lines.slice(0, at), lines[at - 1] ?? (lines[at + 1] as ChainedLine), ...lines.slice(at)],
  };

  it.each(Object.keys(tampers))('names the first broken record for %s', async (name) => {
    const lines = await intact(12);
    await fc.assert(
      fc.asyncProperty(fc.nat(10), async (at) => {
        expect(await checked((tampers[name] as Tamper)(lines, at))).toMatchObject({ ok: false, brokenAt: at + 1 });
      }),
      { numRuns: 1_000 },
    );
  });

  it('notices a cut end and a rewritten chain by a head that was seen before', async () => {
    const lines = await intact(5);
    const whole = await checked(lines);
    if (!whole.ok) throw new Error('the chain should be whole');
    const seen = whole.head;
    expect(await verifyChain(lines.slice(0, 3), { ...options, seen })).toMatchObject({ ok: false, brokenAt: 4, why: 'truncated' });
    expect(await verifyChain(await intact(6), { ...options, seen })).toMatchObject({ ok: false, brokenAt: 5, why: 'altered' });
  });

  it('reads a long chain in pages', async () => {
    const collection = new SlowCollection();
    const log = new ReadLog(collection, options);
    for (let n = 0; n < 4; n++) await log.record(Array.from({ length: 25 }, (_, at) => line(`${n}-${at}`)));
    expect(await verifyChain(new ChainStore(collection, options.service).all(10), options)).toMatchObject({ ok: true, count: 100 });
  });
});
