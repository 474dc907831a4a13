import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { PendingEvent } from '@spil/mongo';
import type { OutgoingMessage, PublishOutcome } from '@spil/messaging';
import { relayRound } from './round';
import type { OutboxSource, Published } from './source';

/** The whole outbox in twenty lines: what documents hold, what the stream holds, and what may never be. */
class World {
  readonly pending = new Map<string, PendingEvent[]>();
  readonly sent = new Map<string, string[]>();
  readonly stream: string[] = [];
  private count = 0;

  commit(aggregate: string): void {
    const id = `${aggregate}#${String(++this.count).padStart(4, '0')}`;
    this.pending.set(aggregate, [...(this.pending.get(aggregate) ?? []), { id, subject: `s.${aggregate}`, type: 't', body: '{}' }]);
  }
  store(id: string): boolean {
    const duplicate = this.stream.includes(id);
    if (!duplicate) this.stream.push(id);
    return duplicate;
  }
  move({ id, events }: Published): void {
    const waiting = this.pending.get(id) ?? [];
    if (events.length === 0 || !events.every((event) => waiting.some((one) => one.id === event.id))) return;
    expect(events.every((event) => this.stream.includes(event.id))).toBe(true);
    this.pending.set(
      id,
      waiting.filter((one) => !events.some((event) => event.id === one.id)),
    );
    this.sent.set(id, [...(this.sent.get(id) ?? []), ...events.map((event) => event.id)]);
  }
  get committed(): number {
    return this.count;
  }
}

type Trouble = 'none' | 'refuse' | 'lose-ack' | 'crash-before-mark' | 'crash-in-mark';

/** The model's outbox and broker behind asynchronous doors; every door opens when the scheduler says so. */
function doors(world: World, scheduler: fc.Scheduler, trouble: () => Trouble) {
  const door = async <T>(what: () => T): Promise<T> => {
    await scheduler.schedule(Promise.resolve());
    return what();
  };
  const source: OutboxSource = {
    name: 'model',
    claim: (limit) =>
      door(() =>
        [...world.pending]
          .filter(([, events]) => events.length > 0)
          .slice(0, limit)
          .map(([id, events]) => ({ id, events: [...events] })),
      ),
    async mark(published) {
      const fate = trouble();
      if (fate === 'crash-before-mark') throw new Error('died');
      for (const [i, one] of published.entries()) {
        if (fate === 'crash-in-mark' && i > 0) throw new Error('died');
        await door(() => world.move(one));
      }
    },
    backlog: () => Promise.resolve({ documents: 0, since: undefined }),
    prune: () => Promise.resolve(0),
  };
  const publisher = {
    publishBatch: (messages: readonly OutgoingMessage[]): Promise<PublishOutcome[]> =>
      Promise.all(
        messages.map((message) =>
          door((): PublishOutcome => {
            const fate = trouble();
            if (fate === 'refuse') return { ok: false, code: 'no-answer', transient: true };
            const duplicate = world.store(message.id);
            if (fate === 'lose-ack') return { ok: false, code: 'no-answer', transient: true };
            return { ok: true, stream: 'S', seq: 1, duplicate };
          }),
        ),
      ),
  };
  return { source, publisher };
}

const options = { limit: 3, now: () => new Date(0), telemetry: {} };

describe('relay against its model', () => {
  it('loses nothing, sends nothing twice and keeps the order of an aggregate, whoever dies when', async () => {
    const troubles = fc.array(
      fc.constantFrom<Trouble>('none', 'none', 'none', 'refuse', 'lose-ack', 'crash-before-mark', 'crash-in-mark'),
      { maxLength: 40 },
    );
    const commits = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), commits, troubles, async (scheduler, aggregates, fates) => {
        const world = new World();
        let at = 0;
        const { source, publisher } = doors(world, scheduler, () => fates[at++] ?? 'none');
        const relay = async (rounds: number): Promise<void> => {
          for (let i = 0; i < rounds; i++) await relayRound(source, publisher, options).catch(() => undefined);
        };
        const write = async (): Promise<void> => {
          for (const aggregate of aggregates) {
            await scheduler.schedule(Promise.resolve());
            world.commit(aggregate);
          }
        };
        await scheduler.waitFor(Promise.all([write(), relay(6), relay(6)]));
        // Whatever happened before: from now on all is well, and a few rounds must be enough.
        at = fates.length;
        await scheduler.waitFor(relay(30));
        expect(world.stream).toHaveLength(world.committed);
        expect([...world.pending.values()].flat()).toHaveLength(0);
        for (const aggregate of new Set(aggregates)) {
          const onStream = world.stream.filter((id) => id.startsWith(`${aggregate}#`));
          expect(onStream).toEqual([...onStream].sort());
          expect([...(world.sent.get(aggregate) ?? [])].sort()).toEqual(onStream);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
