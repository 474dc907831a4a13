import type { NatsConnection } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startNats, type RunningNats } from '@spil/testing';
import { connectBus, inboxPrefixOf } from './connect';
import { DurableReader } from './durable-reader';
import type { StoredMessage } from './stored-message';
import { prepare, tickMessage, until } from './test-kit/fixture';

// The machine may be busy with other things.
jest.setTimeout(60_000);
const durable = { stream: 'EVENTS_WIJK', durable: 'intervention' };

describe('DurableReader at a broker', () => {
  let nats: RunningNats;
  let world: Awaited<ReturnType<typeof prepare>>;
  let bus: NatsConnection;
  let room = 10;
  let received: StoredMessage[] = [];

  beforeEach(async () => {
    received = [];
    nats = await startNats();
    world = await prepare(nats.url, { pinTimeout: 2_000 });
    bus = await connectBus({ servers: nats.url, service: 'intervention' });
  });
  afterEach(async () => {
    await bus.close();
    await world.stop();
    await nats.stop();
  });

  const reading = async (): Promise<DurableReader> => {
    const receive = (message: StoredMessage): void => {
      received.push(message);
      message.ack();
    };
    const reader = new DurableReader(bus, durable, { maxMessages: 10, room: () => room, receive, warn: () => undefined });
    await reader.start();
    return reader;
  };
  const publish = (from: number, count: number): Promise<unknown> =>
    world.publisher.publishBatch(Array.from({ length: count }, (_, i) => tickMessage('a', from + i)));
  const info = async () => (await jetstreamManager(world.admin)).consumers.info(durable.stream, durable.durable);

  it('leaves only when the broker has no request of it any more, also where several are served in turn (F36)', async () => {
    // The broker drops a request nobody listens for: this one listens on, so that what the reader left open stays to be seen.
    world.admin.subscribe(`${inboxPrefixOf('intervention')}.>`);
    room = 5;
    const reader = await reading();
    await publish(1, 1);
    await until(() => received.length === 1, 'the first message');
    room = 10;
    await publish(2, 1);
    await until(() => received.length === 2, 'the second message, and a second request for what there is more room for');
    room = 0;
    await publish(3, 5);
    await until(() => received.length === 7, 'both are served in turn');
    await reader.stop();
    expect((await info()).num_waiting).toBe(0);
    expect(received.map(({ place }) => place.deliveries)).toEqual(Array.from({ length: 7 }, () => 1));
  });
});
