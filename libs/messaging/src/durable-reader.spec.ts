import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { DurableReader } from './durable-reader';

/** A connection that answers what is asked about the durable when the spec says so. */
function setup() {
  const answers: (() => void)[] = [];
  const wire = {
    published: 0,
    subscriptions: 0,
    request: () => new Promise((resolve) => answers.push(() => resolve({ json: () => ({ config: {} }) }))),
    subscribe: () => {
      wire.subscriptions++;
      return { isClosed: () => false, drain: () => Promise.resolve() };
    },
    publish: () => void wire.published++,
    isClosed: () => false,
    async *status() {
      await Promise.resolve();
    },
  };
  const options = { maxMessages: 10, receive: () => undefined, warn: () => undefined };
  const reader = new DurableReader(wire as unknown as NatsConnection, { stream: 'S', durable: 'd' }, options);
  return { reader, wire, answer: () => answers.shift()?.() };
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
    await reader.stop();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
