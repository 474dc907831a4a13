import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { errors, type Msg, type MsgHdrs, type Status } from '@nats-io/transport-node';
import type { Wire } from './outgoing';
import { WindowPublisher } from './window-publisher';

/** What the network and the broker do with one publish. */
type Fate = 'ack' | 'ack-twice' | 'ack-late' | 'lose-request' | 'lose-ack' | 'refuse' | 'no-stream' | 'garbage' | 'wrong-stream' | 'forbid';
const fates: Fate[] = [
  'ack',
  'ack-twice',
  'ack-late',
  'lose-request',
  'lose-ack',
  'refuse',
  'no-stream',
  'garbage',
  'wrong-stream',
  'forbid',
];

const storing: Fate[] = ['ack', 'ack-twice', 'ack-late', 'lose-ack'];
const replyTimes = (fate: Fate, delay: number): number[] => {
  if (fate === 'lose-ack') return [];
  if (fate === 'ack-late') return [600];
  return fate === 'ack-twice' ? [delay, delay * 2] : [delay];
};

/** A broker that keeps a stream with duplicate removal, behind a wire that does what the fates say. */
class Adversary implements Wire {
  readonly stored = new Map<string, number>();
  private readonly statuses: Status[] = [];
  private tell: (() => void) | undefined;
  private deliver: ((error: null, reply: Msg) => void) | undefined;
  private closed = false;
  readonly options = { inboxPrefix: '_INBOX_test' };

  constructor(private readonly next: (subject: string) => { fate: Fate; delay: number }) {}

  publish(subject: string, _: unknown, { reply, headers }: { reply: string; headers: MsgHdrs }): void {
    const id = /Nats-Msg-Id: (\S+)/.exec(Buffer.from((headers as unknown as { encode(): Uint8Array }).encode()).toString())?.[1] ?? '';
    const { fate, delay } = this.next(subject);
    if (fate === 'lose-request') return;
    if (fate === 'forbid')
      return this.say({ type: 'error', error: new errors.PermissionViolationError('no', 'publish', subject) } as Status);
    const duplicate = this.stored.has(id);
    if (storing.includes(fate) && !duplicate) this.stored.set(id, this.stored.size + 1);
    const body = this.body(fate, id, duplicate);
    for (const ms of replyTimes(fate, delay)) setTimeout(() => this.reply(reply, body), ms);
  }

  subscribe(_: string, { callback }: { callback: (error: null, message: Msg) => void }): { unsubscribe(): void } {
    this.deliver = callback;
    return { unsubscribe: () => undefined };
  }

  async *status(): AsyncGenerator<Status> {
    while (!this.closed) {
      const status = this.statuses.shift();
      if (status) yield status;
      else await new Promise<void>((resolve) => (this.tell = resolve));
    }
  }

  isClosed(): boolean {
    return this.closed;
  }

  say(status: Status): void {
    this.statuses.push(status);
    this.tell?.();
  }

  close(): void {
    this.closed = true;
    this.tell?.();
  }

  private body(fate: Fate, id: string, duplicate: boolean): string {
    if (fate === 'no-stream') return '';
    if (fate === 'garbage') return 'not json';
    if (fate === 'refuse') return JSON.stringify({ error: { code: 503, err_code: 10077, description: 'maximum bytes exceeded' } });
    return JSON.stringify({ stream: fate === 'wrong-stream' ? 'OTHER' : 'S', seq: this.stored.get(id), ...(duplicate && { duplicate }) });
  }

  private reply(subject: string, body: string): void {
    this.deliver?.(null, { subject, data: Buffer.from(body) } as unknown as Msg);
  }
}

const messages = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ subject: `s.${i % 3}`, id: `m${i}`, body: Buffer.from('x'), stream: 'S' }));

describe('WindowPublisher', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const settleAll = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const watched = work.finally(() => (done = true));
    for (let i = 0; i < 4_000 && !done; i++) await jest.advanceTimersByTimeAsync(50);
    expect(done).toBe(true);
    return watched;
  };

  it('settles every message exactly once and truthfully, whatever is reordered, lost, repeated or refused', async () => {
    const step = fc.record({ fate: fc.constantFrom(...fates), delay: fc.integer({ min: 0, max: 90 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 8 }),
        async (script, count, window) => {
          let at = 0;
          const wire = new Adversary(() => script[at++] ?? { fate: 'ack', delay: 1 });
          const publisher = new WindowPublisher(wire, { window, deadline: 400, tries: 4, random: () => 0.5 });
          const outcomes = await settleAll(publisher.publishBatch(messages(count)));
          expect(outcomes).toHaveLength(count);
          outcomes.forEach((outcome, i) => {
            // Told to be stored: it is, at that place. Not told so: the caller keeps it, and nothing was promised.
            if (outcome.ok) expect(wire.stored.get(`m${i}`)).toBe(outcome.seq);
            else expect(['js-10077', 'no-stream', 'bad-ack', 'wrong-stream', 'no-answer', 'not-permitted']).toContain(outcome.code);
          });
          expect(publisher.pending).toBe(0);
          await settleAll(publisher.drain());
          wire.close();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('gives back at once what one stream refuses, so that nothing for the others waits for it', async () => {
    const wire = new Adversary((subject) => ({ fate: subject === 's.0' ? 'no-stream' : 'ack', delay: 5 }));
    const publisher = new WindowPublisher(wire, { window: 2 });
    const batch = publisher.publishBatch(messages(30));
    await jest.advanceTimersByTimeAsync(15 * 5 + 1);
    const refused = { ok: false, code: 'no-stream', transient: true };
    (await batch).forEach((outcome, i) => (i % 3 === 0 ? expect(outcome).toEqual(refused) : expect(outcome.ok).toBe(true)));
    await publisher.drain();
    expect(jest.getTimerCount()).toBe(0);
    wire.close();
  });

  it('drops nothing while the broker is away, however often the connection is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 10, max: 3_000 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        async (cuts, count) => {
          let away = false;
          const wire = new Adversary(() => ({ fate: away ? 'lose-ack' : 'ack', delay: 30 }));
          const publisher = new WindowPublisher(wire, { window: 4, deadline: 400, tries: 2, random: () => 0.5 });
          const work = publisher.publishBatch(messages(count));
          for (const ms of cuts) {
            away = true;
            wire.say({ type: 'disconnect', server: 'x' } as Status);
            await jest.advanceTimersByTimeAsync(ms);
            away = false;
            wire.say({ type: 'reconnect', server: 'x' } as Status);
            await jest.advanceTimersByTimeAsync(40);
          }
          const outcomes = await settleAll(work);
          expect(outcomes.every(({ ok }) => ok)).toBe(true);
          expect(wire.stored.size).toBe(count);
          wire.close();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('waits for no broker that is away once it is hurried: what was given before, meanwhile and after is given back, and drain ends', async () => {
    const lost = { ok: false, code: 'broker-away', transient: true };
    const wire = new Adversary(() => ({ fate: 'lose-ack', delay: 0 }));
    const publisher = new WindowPublisher(wire, { window: 2 });
    wire.say({ type: 'disconnect', server: 'x' } as Status);
    await jest.advanceTimersByTimeAsync(1);
    const before = publisher.publishBatch(messages(5));
    await jest.advanceTimersByTimeAsync(60_000);
    publisher.hurry();
    expect(await before).toEqual(Array.from({ length: 5 }, () => lost));
    expect(await publisher.publishBatch(messages(1))).toEqual([lost]);
    wire.say({ type: 'reconnect', server: 'x' } as Status);
    await jest.advanceTimersByTimeAsync(1);
    const back = publisher.publishBatch(messages(3));
    await jest.advanceTimersByTimeAsync(500);
    wire.say({ type: 'disconnect', server: 'x' } as Status);
    expect(await back).toEqual(Array.from({ length: 3 }, () => lost));
    await publisher.drain();
    expect(jest.getTimerCount()).toBe(0);
    wire.close();
  });

  it('rejects a single publish that is refused for good and resolves one that is stored', async () => {
    const wire = new Adversary(() => ({ fate: 'forbid', delay: 0 }));
    const publisher = new WindowPublisher(wire);
    const [message] = messages(1);
    if (!message) throw new Error('no message');
    const refused = expect(publisher.publish(message)).rejects.toMatchObject({
      name: 'PublishFailed',
      code: 'not-permitted',
      transient: false,
    });
    await settleAll(refused);
    wire.close();
  });

  it('settles what is open when the connection is closed for good, as not known to be stored', async () => {
    const wire = new Adversary(() => ({ fate: 'lose-ack', delay: 0 }));
    const publisher = new WindowPublisher(wire, { window: 2 });
    const work = publisher.publishBatch(messages(5));
    wire.close();
    const outcomes = await settleAll(work);
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => ({ ok: false, code: 'connection-closed', transient: true })));
  });

  it('refuses an id that would add a header line, and nothing reaches the wire', async () => {
    const wire = new Adversary(() => ({ fate: 'ack', delay: 0 }));
    const publisher = new WindowPublisher(wire);
    const outcomes = await publisher.publishBatch([{ subject: 's.1', id: 'a\r\nX: y', body: Buffer.alloc(0) }]);
    expect(outcomes).toEqual([{ ok: false, code: 'bad-header', transient: false }]);
    expect(wire.stored.size).toBe(0);
    wire.close();
  });
});
