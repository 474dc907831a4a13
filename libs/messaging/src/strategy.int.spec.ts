import { Controller } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startNats, type RunningNats } from '@spil/testing';
import { OnEvent } from './decorators';
import { dropDead, listDead, replayDead } from './dead-tools';
import { DependencyDown } from './errors';
import type { JetStreamContext } from './context';
import { listen, prepare, tick, tickMessage, until, type Listener, type Tick } from './test-kit/fixture';

// The machine may be busy with other things.
jest.setTimeout(60_000);

type Behaviour = (event: Tick, context: JetStreamContext) => Promise<void> | void;
let behave: Behaviour;
const seen: { key: string; n: number }[] = [];

@Controller()
class Clock {
  @OnEvent(tick)
  async on(event: Tick, context: JetStreamContext): Promise<void> {
    await behave(event, context);
    seen.push({ key: event.subject ?? '', n: event.data?.n ?? -1 });
  }
}

const quick = { delays: [50, 100, 150, 200], ackWait: 1_000, workingEvery: 300 };

describe('JetStreamStrategy', () => {
  let nats: RunningNats;
  let world: Awaited<ReturnType<typeof prepare>>;
  let listener: Listener | undefined;

  beforeAll(async () => {
    nats = await startNats();
  });
  afterAll(() => nats.stop());
  beforeEach(async () => {
    behave = () => undefined;
    seen.length = 0;
    world = await prepare(nats.url, { ackWait: 1_000, pinTimeout: 1_000 });
  });
  afterEach(async () => {
    await listener?.stop();
    listener = undefined;
    const manager = await jetstreamManager(world.admin);
    for (const stream of ['EVENTS_WIJK', 'DEAD', 'REPLAYS', 'ADVISORIES']) await manager.streams.delete(stream);
    await world.stop();
  });
  const pendingAcks = async (): Promise<number> => {
    const { num_ack_pending: unacked, num_pending: undelivered } = await (
      await jetstreamManager(world.admin)
    ).consumers.info('EVENTS_WIJK', 'intervention');
    return unacked + undelivered;
  };

  it('hands every event over once and acknowledges it after the handler', async () => {
    listener = await listen(nats.url, Clock, { settings: quick });
    const outcomes = await world.publisher.publishBatch(Array.from({ length: 2_000 }, (_, i) => tickMessage(`a${i % 50}`, i)));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    await until(() => seen.length === 2_000, 'all handled');
    await until(async () => (await pendingAcks()) === 0, 'all acknowledged');
    expect(new Set(seen.map(({ n }) => n)).size).toBe(2_000);
  });

  it('takes no more into its hand than it may, and all in the end, also what comes again while the hand is full of what waits for it', async () => {
    let most = 0;
    let failures = 0;
    behave = async ({ data }) => {
      most = Math.max(most, listener?.strategy.inHand ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (data?.n === 0 && failures++ < 2) throw new Error('not yet');
    };
    // One aggregate: everything waits behind its first.
    const messages = Array.from({ length: 200 }, (_, i) => tickMessage('a', i));
    await world.publisher.publishBatch(messages);
    listener = await listen(nats.url, Clock, { settings: { ...quick, inHand: 20, maxMessages: 10 } });
    await until(() => seen.length === 200, 'all handled');
    expect(seen.map(({ n }) => n)).toEqual(messages.map((_, i) => i));
    expect(failures).toBe(3);
    expect(most).toBeGreaterThan(10);
    // One more now and then, lest the pin lapse: that is how the first comes again.
    expect(most).toBeLessThanOrEqual(25);
  });

  it('keeps the order of an aggregate while one of its events fails, and does not hold up the others', async () => {
    const tried: number[] = [];
    behave = ({ data }) => {
      tried.push(data?.n ?? -1);
      if (data?.n === 2 && tried.filter((n) => n === 2).length < 3) throw new Error('not yet');
    };
    listener = await listen(nats.url, Clock, { settings: quick });
    for (const n of [1, 2, 3, 4]) await world.publisher.publish(tickMessage('slow', n));
    await world.publisher.publish(tickMessage('other', 100));
    await until(() => seen.length === 5, 'all handled');
    expect(seen.filter(({ key }) => key === 'clock/slow').map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(seen.findIndex(({ n }) => n === 100)).toBeLessThan(seen.findIndex(({ n }) => n === 2));
  });

  it('puts an event aside after six failures, with the reason, goes on with the aggregate, and handles a replay as the first time', async () => {
    let broken = true;
    let attempts = 0;
    behave = ({ data }) => {
      if (data?.n === 1 && broken) {
        attempts++;
        throw Object.assign(new Error('always'), { code: 'test.broken' });
      }
    };
    listener = await listen(nats.url, Clock, { settings: quick });
    for (const n of [1, 2]) await world.publisher.publish(tickMessage('sick', n));
    await until(() => seen.length === 1, 'the aggregate goes on');
    expect(attempts).toBe(6);
    const [dead, ...more] = await listDead(world.admin, { service: 'intervention' });
    expect(more).toHaveLength(0);
    expect(dead?.letter).toMatchObject({
      reason: { kind: 'failed', code: 'test.broken', attempts: 6 },
      aggregate: 'clock/sick',
      stream: 'EVENTS_WIJK',
    });
    broken = false;
    await replayDead(world.admin, dead?.number ?? 0);
    await until(() => seen.length === 2, 'the replay is handled');
    expect(seen[1]).toEqual({ key: 'clock/sick', n: 1 });
    expect(await listDead(world.admin)).toHaveLength(0);
    expect(await pendingAcks()).toBe(0);
  });

  it('puts aside at once what is forged, unreadable or against its contract, and never calls the handler', async () => {
    listener = await listen(nats.url, Clock, { settings: quick });
    const good = tickMessage('x', 1);
    const raw = (body: string, id: string) => ({ ...good, id, body: Buffer.from(body) });
    const bad = JSON.parse(Buffer.from(good.body).toString()) as Record<string, unknown>;
    await world.publisher.publishBatch([
      raw('{"not json', 'bad-1'),
      raw(JSON.stringify({ ...bad, data: { n: 'one' } }), 'bad-2'),
      raw(JSON.stringify({ ...bad, source: '/be/pz/zone2/wijk' }), 'bad-3'),
      raw(JSON.stringify({ ...bad, type: 'be.spil.wijk.other.v1' }), 'bad-4'),
      raw(
        '{"specversion":"1.0","id":"1","source":"/be/pz/zone1/wijk","type":"be.spil.wijk.tick.v1","data":{"n":1,"__proto__":{"x":1}}}',
        'bad-5',
      ),
      { ...good, id: 'bad-6', signed: { auth: 'AAAA', originalId: 'bad-6' } },
    ]);
    await until(async () => (await listDead(world.admin)).length === 6, 'six letters');
    const kinds = (await listDead(world.admin)).map(({ letter }) => letter.reason.kind).sort();
    expect(kinds).toEqual(['forged', 'forged', 'forged', 'invalid', 'invalid', 'undecodable'].sort());
    expect(seen).toHaveLength(0);
    expect(await dropDead(world.admin, (await listDead(world.admin))[0]?.number ?? 0)).toBe(true);
    expect(await listDead(world.admin)).toHaveLength(5);
  });

  it('stops pulling while its dependency is away and puts nothing aside, however long it takes', async () => {
    let up = false;
    let tries = 0;
    behave = () => {
      tries++;
      if (!up) throw new DependencyDown('database');
    };
    up = true;
    listener = await listen(nats.url, Clock, {
      settings: quick,
      probe: () => (up ? Promise.resolve() : Promise.reject(new Error('away'))),
    });
    up = false;
    for (let n = 0; n < 50; n++) await world.publisher.publish(tickMessage(`k${n % 5}`, n));
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(tries).toBeLessThan(20);
    up = true;
    await until(() => seen.length === 50, 'all handled after the outage');
    expect(await listDead(world.admin)).toHaveLength(0);
    for (let k = 0; k < 5; k++) {
      const order = seen.filter(({ key }) => key === `clock/k${k}`).map(({ n }) => n);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('closes at once while its dependency is away, and the next one handles what it held', async () => {
    let up = true;
    behave = () => {
      if (!up) throw new DependencyDown('database');
    };
    listener = await listen(nats.url, Clock, {
      settings: quick,
      probe: () => (up ? Promise.resolve() : Promise.reject(new Error('away'))),
    });
    up = false;
    await world.publisher.publishBatch(Array.from({ length: 20 }, (_, n) => tickMessage(`k${n}`, n)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = Date.now();
    await listener.stop();
    expect(Date.now() - began).toBeLessThan(1_500);
    up = true;
    listener = await listen(nats.url, Clock, { settings: quick });
    await until(() => seen.length === 20, 'handled by the next one');
    expect(await listDead(world.admin)).toHaveLength(0);
  });

  it('lets a handler take longer than ack_wait without a second effect', async () => {
    behave = () => new Promise((resolve) => setTimeout(resolve, 3_500));
    listener = await listen(nats.url, Clock, { settings: quick });
    await world.publisher.publish(tickMessage('long', 1));
    await until(() => seen.length === 1, 'handled');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(seen).toHaveLength(1);
    expect(await pendingAcks()).toBe(0);
  });

  it('gives a handler up at its deadline and tries again', async () => {
    let tries = 0;
    behave = (_, context) =>
      ++tries === 1
        ? new Promise((_resolve, reject) => context.signal.addEventListener('abort', () => reject(new Error('aborted'))))
        : undefined;
    listener = await listen(nats.url, Clock, { settings: { ...quick, handlerDeadline: 500 } });
    await world.publisher.publish(tickMessage('hang', 1));
    await until(() => seen.length === 1, 'handled at the second try');
    expect(tries).toBe(2);
  });

  it('finishes everything in hand before it closes, so that nothing comes twice', async () => {
    behave = () => new Promise((resolve) => setTimeout(resolve, 5));
    listener = await listen(nats.url, Clock, { settings: { ...quick, concurrency: 20 } });
    await world.publisher.publishBatch(Array.from({ length: 3_000 }, (_, n) => tickMessage(`k${n % 200}`, n)));
    await until(() => seen.length > 200, 'some handled');
    await listener.stop();
    listener = undefined;
    const { num_redelivered: again, num_ack_pending: unacked } = await (
      await jetstreamManager(world.admin)
    ).consumers.info('EVENTS_WIJK', 'intervention');
    expect({ again, unacked }).toEqual({ again: 0, unacked: 0 });
    listener = await listen(nats.url, Clock, { settings: quick });
    await until(() => seen.length >= 3_000, 'the rest by the next one');
    expect(seen).toHaveLength(3_000);
  });
});
