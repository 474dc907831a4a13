import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { DurableReader } from './durable-reader';
import type { StoredMessage } from './stored-message';

/** A connection that answers what is asked about the durable when the spec says so. */
function setup() {
  const answers: (() => void)[] = [];
  const wire = {
    published: 0,
    subscriptions: 0,
    request: () => new Promise((resolve) => answers.push(() => resolve({ json: () => ({ config: {} }) }))),
    /** What the broker sends: a message by its subject, or a status to the inbox. */
    send: (_error: null, _message: unknown) => undefined as void,
    left: false,
    subscribe: (inbox: string, { callback }: { callback: (error: null, message: unknown) => void }) => {
      wire.subscriptions++;
      wire.inbox = inbox;
      wire.send = callback;
      return { isClosed: () => false, drain: () => Promise.resolve(void (wire.left = true)) };
    },
    inbox: '',
    replies: [] as string[],
    publish: (_subject: string, _ask: string, { reply }: { reply: string }) => {
      wire.published++;
      wire.replies.push(reply);
    },
    isClosed: () => false,
    async *status() {
      await Promise.resolve();
    },
  };
  const received: StoredMessage[] = [];
  const options = { maxMessages: 10, receive: (message: StoredMessage) => void received.push(message), warn: () => undefined };
  const reader = new DurableReader(wire as unknown as NatsConnection, { stream: 'S', durable: 'd' }, options);
  return { reader, wire, received, answer: () => answers.shift()?.() };
}

describe('DurableReader', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('does not begin to pull after it was stopped while it was starting, and leaves no timer behind', async () => {
    const { reader, wire, answer } = setup();
    const starting = reader.start();
    await reader.stop();
    answer();
    await starting;
    expect({ pulls: wire.published, subscriptions: wire.subscriptions, timers: jest.getTimerCount() }).toEqual({
      pulls: 0,
      subscriptions: 0,
      timers: 0,
    });
  });

  it('pulls once when it is started again before the first start is through', async () => {
    const { reader, wire, answer } = setup();
    const starting = reader.start();
    await reader.stop();
    const again = reader.start();
    answer();
    answer();
    await Promise.all([starting, again]);
    expect({ pulls: wire.published, subscriptions: wire.subscriptions }).toEqual({ pulls: 1, subscriptions: 1 });
    const stopped = reader.stop();
    await jest.advanceTimersByTimeAsync(4_000);
    await stopped;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('takes what the broker is just sending when it stops, asks for no more, and leaves when its time is up (F36)', async () => {
    const { reader, wire, received, answer } = setup();
    const starting = reader.start();
    answer();
    await starting;
    const stopped = reader.stop();
    expect(reader.stop()).toBe(stopped);
    const message = { subject: 'events.x', reply: '$JS.ACK.S.d.1.1.1.1.0', data: new Uint8Array(), headers: undefined };
    for (let i = 0; i < 9; i++) wire.send(null, message);
    await Promise.resolve();
    expect({ received: received.length, left: wire.left, pulls: wire.published }).toEqual({ received: 9, left: false, pulls: 1 });
    const headers = { code: 408, get: (name: string) => (name === 'Nats-Pending-Messages' ? '1' : '') };
    wire.send(null, { ...message, subject: wire.inbox.replace('*', '10'), headers });
    await stopped;
    expect({ left: wire.left, pulls: wire.published }).toEqual({ left: true, pulls: 1 });
  });

  it('takes a request that was not accepted for one of which all is left, as its reply subject says', async () => {
    const { reader, wire, answer } = setup();
    const starting = reader.start();
    answer();
    await starting;
    expect(wire.replies).toEqual([wire.inbox.replace('*', '10')]);
    wire.send(null, { subject: wire.replies[0], headers: { code: 423, get: () => '' } });
    expect(wire.replies).toEqual([wire.replies[0], wire.replies[0]]);
    const stopped = reader.stop();
    wire.send(null, { subject: wire.replies[1], headers: { code: 423, get: () => '' } });
    await stopped;
    expect(wire.left).toBe(true);
  });
});
