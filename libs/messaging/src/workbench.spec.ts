import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Msg } from '@nats-io/transport-node';
import type { Admission } from './admission';
import type { DeadLetter } from './dead-letter';
import type { Handler } from './delivery';
import { PublishFailed } from './errors';
import type { OutgoingMessage } from './outgoing';
import { StoredMessage } from './stored-message';
import { Workbench, type WorkbenchOptions } from './workbench';

const key = 'clock/a';
const rules = { delays: [1_000], attempts: 2 };

/** A workbench for one aggregate: what is handled, what the broker is told of each message, which letters are stored. */
function setup(
  more: {
    handle?: (n: number) => Promise<void>;
    publish?: (message: OutgoingMessage) => Promise<never> | undefined;
    ackWait?: number;
  } = {},
) {
  const handled: number[] = [];
  const told: string[] = [];
  const letters: DeadLetter[] = [];
  const handler: Handler = async (event) => {
    const { n } = (event as { data: { n: number } }).data;
    await more.handle?.(n);
    handled.push(n);
  };
  const admit = ({ data, subject }: StoredMessage) => {
    const n = Number(Buffer.from(data).toString());
    if (Number.isNaN(n)) return { ok: false, reason: { kind: 'undecodable' }, subject };
    return { ok: true, event: { id: `e${n}`, type: 't', subject: key, data: { n } }, route: { handler }, key, subject };
  };
  const publish = (message: OutgoingMessage) =>
    more.publish?.(message) ??
    Promise.resolve(letters.push(JSON.parse(Buffer.from(message.body).toString()) as DeadLetter)).then(() => ({ ok: true }) as never);
  const bench = new Workbench({
    service: 'intervention',
    admission: { admit } as unknown as Admission<Handler>,
    publisher: { publish } as WorkbenchOptions['publisher'],
    telemetry: {},
    rules,
    concurrency: 8,
    handlerDeadline: 60_000,
    workingEvery: 10_000,
    ackWait: more.ackWait ?? 1_000,
    onHold: () => undefined,
  });
  const receive = (n: number | string, seq: number, deliveries = 1): void => {
    const respond = (what: Uint8Array): void => void told.push(`${seq} ${Buffer.from(what).toString().split(' ')[0]}`);
    const reply = `$JS.ACK.S.d.${deliveries}.${seq}.${seq}.1767225600000000001.0`;
    bench.receive(new StoredMessage({ subject: 'events.x', data: Buffer.from(String(n)), reply, respond } as unknown as Msg));
  };
  return { bench, receive, handled, told, letters };
}

describe('Workbench', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('gives signs of life well before a durable delivers again, however short its patience', async () => {
    const { bench, receive, told } = setup({ handle: () => new Promise<void>(() => undefined), ackWait: 30_000 });
    bench.heed(30_000);
    receive(1, 1);
    await pass(9_000);
    expect(told).toEqual([]);
    bench.heed(3_000);
    bench.heed(60_000);
    await pass(3_000);
    expect(told.filter((what) => what === '1 +WPI').length).toBeGreaterThanOrEqual(2);
    const ended = bench.finish(1);
    await pass(2);
    await ended;
  });

  it('stores a letter without its body when the broker never takes it whole, and only then ends the message', async () => {
    const { receive, told, letters } = setup({
      publish: ({ body }) => (body.length > 400 ? Promise.reject(new PublishFailed('too-large', false)) : undefined),
    });
    receive(`no number ${'x'.repeat(400)}`, 7);
    await pass(1_000);
    expect(letters).toEqual([expect.objectContaining({ stream: 'S', seq: 7, reason: { kind: 'undecodable' } })]);
    expect(letters[0]?.body).toBeUndefined();
    expect(told.at(-1)).toBe('7 +TERM');
  });

  it('gives up a letter that is refused while the service stops: nothing is acknowledged, nothing behind it is begun, no timer stays', async () => {
    let refusals = 0;
    const { bench, receive, told, handled } = setup({
      handle: (n) => (n === 1 ? Promise.reject(new Error('always')) : Promise.resolve()),
      publish: () => {
        refusals++;
        return Promise.reject(new PublishFailed('js-10077', true));
      },
    });
    receive(1, 1, 2);
    receive(2, 2);
    receive('no number', 3);
    await pass(60_000);
    expect(refusals).toBeGreaterThan(10);
    let finished = false;
    void bench.finish(20_000).then(() => (finished = true));
    await pass(1);
    expect({ finished, handled }).toEqual({ finished: true, handled: [] });
    expect(told.filter((what) => /ACK|TERM/.test(what))).toEqual([]);
    const before = refusals;
    // What is left is the grace of finish() itself.
    await pass(20_000);
    expect({ refusals, timers: jest.getTimerCount() }).toEqual({ refusals: before, timers: 0 });
  });

  it('gives up a letter when the publisher is closed', async () => {
    let refusals = 0;
    const { receive } = setup({
      publish: () => {
        refusals++;
        return Promise.reject(new PublishFailed('publisher-closed', true));
      },
    });
    receive('no number', 1);
    await pass(60_000);
    expect(refusals).toBe(1);
  });

  it('keeps the place of an event that waits for its retry, however long pulling is paused meanwhile', async () => {
    let fails = true;
    const { bench, receive, handled } = setup({ handle: () => (fails ? Promise.reject(new Error('once')) : Promise.resolve()) });
    receive(1, 1);
    receive(2, 2);
    await pass(10);
    fails = false;
    bench.pause();
    await pass(120_000);
    bench.resume();
    await pass(1_500);
    expect(handled).toEqual([]);
    receive(1, 1, 2);
    await pass(10);
    expect(handled).toEqual([1, 2]);
    await bench.finish(0);
  });

  it('goes on with an aggregate whose waiting event never came back', async () => {
    const { bench, receive, handled } = setup({ handle: (n) => (n === 1 ? Promise.reject(new Error('always')) : Promise.resolve()) });
    receive(1, 1);
    receive(2, 2);
    await pass(10_000);
    expect(handled).toEqual([2]);
    await bench.finish(0);
  });

  it('ends no handler as late when the clock is set on', async () => {
    const { bench, receive, handled } = setup({ handle: () => new Promise((resolve) => setTimeout(resolve, 5_000)) });
    receive(1, 1);
    await pass(1_000);
    jest.setSystemTime(Date.now() + 7_200_000);
    await pass(4_500);
    expect(handled).toEqual([1]);
    await bench.finish(0);
  });
});
