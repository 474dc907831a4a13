import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Problem } from '../api/problem';
import { FeedClient, type Frame } from './feed-client';
import type { FeedState } from './feed-state';

/** A server made of lines: each connection is a list of pieces, then it hangs up, unless it stays open. */
function setUp(connections: (string[] | 'open' | Problem)[]) {
  const asked: (string | undefined)[] = [];
  const frames: Frame[] = [];
  const states: FeedState[] = [];
  let [resets, begun] = [0, 0];
  const client = new FeedClient({
    open: (lastEventId) => {
      asked.push(lastEventId);
      const next = connections.shift() ?? 'open';
      if (next instanceof Problem) return Promise.reject(next);
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          if (next === 'open') return;
          for (const piece of next) controller.enqueue(new TextEncoder().encode(piece));
          controller.close();
        },
      });
      return Promise.resolve(new Response(body));
    },
    onState: (state) => states.push(state),
    onFrame: (frame) => frames.push(frame),
    onBegin: () => (begun += 1),
    onReset: () => (resets += 1),
    now: () => Date.now(),
    random: () => 0,
  });
  return { client, asked, frames, states, resets: () => resets, begun: () => begun };
}

describe('the live feed', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('resumes after the last frame it handled', async () => {
    const { client, asked, frames } = setUp([
      ['id: c1\nevent: briefing\ndata: {"itemId":"1"}\n\nid: c2\nevent: call\ndata: {"callId":"2"}\n\n'],
    ]);
    client.start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([undefined, 'c2']);
    expect(frames.map(({ name }) => name)).toEqual(['briefing', 'call']);
    client.stop();
  });

  it('says that it begins when it has no place, and not when it goes on after one', async () => {
    const ready = (id: string) => `id: ${id}\nevent: ready\ndata: {}\n\n`;
    const { client, asked, begun } = setUp([new Problem('network', 0), [ready('c1')], [ready('c2')]]);
    client.start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked.slice(0, 3)).toEqual([undefined, undefined, 'c1']);
    expect(begun()).toBe(1);
    client.stop();
  });

  it('waits longer after each failure and says since when it is offline', async () => {
    const down = new Problem('network', 0);
    const { client, asked, states } = setUp([down, down, down, down]);
    client.start();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(249);
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(3);
    expect(new Set(states.filter(({ phase }) => phase === 'offline').map(({ since }) => since)).size).toBe(1);
    client.stop();
  });

  it('is offline at once when the device says so, and keeps its place', async () => {
    const { client, asked, states } = setUp(['open', 'open']);
    client.start();
    await jest.advanceTimersByTimeAsync(0);
    client.cut();
    await jest.advanceTimersByTimeAsync(0);
    expect(states.at(-1)?.phase).toBe('offline');
    await jest.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(2);
    client.stop();
  });

  it('does not wait when the network says it is back', async () => {
    const { client, asked } = setUp([new Problem('network', 0)]);
    client.start();
    await jest.advanceTimersByTimeAsync(0);
    client.hurry();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(2);
    client.stop();
  });

  it('stops for good when it is refused', async () => {
    const { client, asked, states } = setUp([new Problem('unauthenticated', 401)]);
    client.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(states.at(-1)?.phase).toBe('closed');
  });

  it('is live when the gateway says so, and keeps the place of what the gateway says', async () => {
    const { client, states, asked } = setUp([['id: p1\nevent: ready\ndata: {}\n\n', 'id: p2\nevent: state\ndata: {"state":"live"}\n\n']]);
    client.start();
    await jest.advanceTimersByTimeAsync(400);
    expect(states.map(({ phase }) => phase)).toEqual(['catching-up', 'catching-up', 'live', 'offline', 'catching-up']);
    expect(asked[1]).toBe('p2');
    client.stop();
  });

  it('loads anew when its rights changed, and when its place is not known', async () => {
    const gone = setUp([['id: a\nevent: call\ndata: {}\n\nevent: bye\ndata: {"reason":"rights-changed"}\n\n']]);
    gone.client.start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect([gone.resets(), gone.asked[1]]).toEqual([1, undefined]);
    gone.client.stop();
    const unknown = setUp([['id: a\nevent: call\ndata: {}\n\n'], new Problem('invalid-request', 400)]);
    unknown.client.start();
    await jest.advanceTimersByTimeAsync(3_000);
    expect([unknown.resets(), unknown.asked]).toEqual([1, [undefined, 'a', undefined]]);
    unknown.client.stop();
  });

  it('asks to load anew when the server no longer has our place', async () => {
    const { client, asked, resets } = setUp([['id: old\nevent: call\ndata: {}\n\nid: fresh\nevent: reset\ndata: {}\n\n']]);
    client.start();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(resets()).toBe(1);
    expect(asked[1]).toBe('fresh');
    client.stop();
  });

  it('gives up a line that has been silent too long', async () => {
    const { client, asked } = setUp(['open']);
    client.start();
    await jest.advanceTimersByTimeAsync(55_000);
    expect(asked).toHaveLength(2);
    client.stop();
  });
});
