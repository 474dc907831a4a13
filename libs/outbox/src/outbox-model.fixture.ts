import fc from 'fast-check';
import { expect } from '@jest/globals';
import type { Commit, PendingEvent } from '@spil/mongo';
import type { OutgoingMessage, PublishOutcome } from '@spil/messaging';
import type { BatchPublisher } from './round';
import type { OutboxSource, Published } from './source';

/** The whole outbox in twenty lines: what documents hold, what the stream holds, and what may never be. */
export class World {
  readonly pending = new Map<string, PendingEvent[]>();
  readonly sent = new Map<string, string[]>();
  readonly stream: string[] = [];
  private readonly versions = new Map<string, number>();
  private count = 0;

  commit(aggregate: string): Commit {
    const event = { id: `${aggregate}#${String(++this.count).padStart(4, '0')}`, subject: `s.${aggregate}`, type: 't', body: '{}' };
    const before = this.pending.get(aggregate) ?? [];
    this.pending.set(aggregate, [...before, event]);
    const version = (this.versions.get(aggregate) ?? 0) + 1;
    this.versions.set(aggregate, version);
    return { collection: 'model', id: aggregate, events: [event], version, alone: before.length === 0 };
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
  /** Everything is on the stream once, in the order of its aggregate, and marked. */
  expectAllSent(): void {
    expect(this.stream).toHaveLength(this.count);
    expect([...this.pending.values()].flat()).toHaveLength(0);
    for (const aggregate of this.versions.keys()) {
      const onStream = this.stream.filter((id) => id.startsWith(`${aggregate}#`));
      expect(onStream).toEqual([...onStream].sort());
      expect([...(this.sent.get(aggregate) ?? [])].sort()).toEqual(onStream);
    }
  }
}

export type Trouble = 'none' | 'refuse' | 'lose-ack' | 'crash-before-mark' | 'crash-in-mark';

/** The model's outbox and broker behind asynchronous doors; every door opens when the scheduler says so. */
export function doors(world: World, scheduler: fc.Scheduler, trouble: () => Trouble): { source: OutboxSource; publisher: BatchPublisher } {
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

/** A good deal of luck, and now and then trouble. */
export const troubles = fc.array(
  fc.constantFrom<Trouble>('none', 'none', 'none', 'refuse', 'lose-ack', 'crash-before-mark', 'crash-in-mark'),
  { maxLength: 40 },
);
export const aggregates = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 20 });
