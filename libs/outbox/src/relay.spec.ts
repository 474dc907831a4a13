import { afterEach, describe, expect, it } from '@jest/globals';
import type { OutgoingMessage, PublishOutcome } from '@spil/messaging';
import type { PendingEvent } from '@spil/mongo';
import { Relay, type RelayOptions } from './relay';
import type { OutboxSource } from './source';

const until = async (check: () => boolean, ms = 5_000): Promise<void> => {
  for (const end = performance.now() + ms; !check();) {
    if (performance.now() > end) throw new Error('never came true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** An outbox in memory, its documents in the order in which they began to wait. */
class Memory implements OutboxSource {
  readonly waiting = new Map<string, PendingEvent[]>();
  claims = 0;

  constructor(readonly name: string) {}

  add(id: string, ...subjects: string[]): void {
    this.waiting.set(
      id,
      subjects.map((subject, n) => ({ id: `${id}#${n}`, subject, type: 't', body: '{}' })),
    );
  }
  claim(limit: number) {
    this.claims++;
    return Promise.resolve([...this.waiting].slice(0, limit).map(([id, events]) => ({ id, events })));
  }
  mark: OutboxSource['mark'] = (published) => {
    for (const { id, events } of published) {
      const left = (this.waiting.get(id) ?? []).slice(events.length);
      if (left.length > 0) this.waiting.set(id, left);
      else this.waiting.delete(id);
    }
    return Promise.resolve();
  };
  backlog: OutboxSource['backlog'] = () => Promise.resolve({ documents: this.waiting.size, since: undefined });
  prune: OutboxSource['prune'] = () => Promise.resolve(0);
}

const relays: Relay[] = [];

/** A broker on which the subject `sick` is not taken while it is so. */
function setup(sources: readonly OutboxSource[], more: Partial<RelayOptions> = {}) {
  const broker = { sick: true, stored: [] as string[], refusals: 0 };
  const store = ({ subject, id }: OutgoingMessage): PublishOutcome => {
    if (subject !== 'sick' || !broker.sick) return { ok: true, stream: 'S', seq: broker.stored.push(id), duplicate: false };
    broker.refusals++;
    return { ok: false, code: 'js-10077', transient: true };
  };
  const relay = new Relay({
    sources,
    publisher: { publishBatch: (messages) => Promise.resolve(messages.map(store)) },
    clock: { now: () => new Date().toISOString() },
    ...more,
    settings: { batch: 5, busy: 5, idle: 10, idleMost: 20, ...more.settings },
  });
  relays.push(relay);
  return { relay, broker };
}

describe('Relay', () => {
  afterEach(() => Promise.all(relays.splice(0).map((relay) => relay.stop())));

  it('looks after its house and tells its figures also when the clock is set back', async () => {
    let now = Date.parse('2026-01-12T09:30:00.000Z');
    let told = 0;
    const { relay } = setup([new Memory('s')], {
      clock: { now: () => new Date(now).toISOString() },
      telemetry: { backlog: () => void told++ },
      settings: { housekeeping: 50 },
    });
    relay.start();
    await until(() => told > 0);
    now -= 7_200_000;
    const before = told;
    await until(() => told > before + 1);
  });

  it('sends what waits behind more than a batch that one stream refuses, and the refused in its order when it is taken again', async () => {
    const source = new Memory('s');
    for (let n = 0; n < 23; n++) source.add(`sick${n}`, 'sick', 'well');
    for (let n = 0; n < 40; n++) source.add(`well${n}`, 'well', 'well');
    const { relay, broker } = setup([source]);
    relay.start();
    await until(() => broker.stored.length === 80);
    expect(broker.stored.every((id) => id.startsWith('well'))).toBe(true);
    // What is refused is not hammered.
    expect(broker.refusals).toBeLessThan(23 * 4);
    broker.sick = false;
    await until(() => source.waiting.size === 0, 20_000);
    for (let n = 0; n < 23; n++) expect(broker.stored.filter((id) => id.startsWith(`sick${n}#`))).toEqual([`sick${n}#0`, `sick${n}#1`]);
  }, 30_000);

  it('says that it does not get on while the broker takes nothing, and that it does as soon as something is taken', async () => {
    const memory = new Memory('m');
    const { broker, relay } = setup([memory]);
    expect(relay.getsOn).toBe(true);
    for (let n = 0; n < 4; n++) memory.add(`m${n}`, 'sick');
    relay.start();
    await until(() => broker.refusals >= 4);
    await until(() => !relay.getsOn);
    broker.sick = false;
    await until(() => relay.getsOn);
    expect(broker.stored.length).toBeGreaterThan(0);
  });

  it('says that it does not get on while the broker answers nothing at all, and that it does once it answers', async () => {
    const memory = new Memory('m');
    memory.add('m0', 'well');
    let answer = (): void => undefined;
    const silent = new Promise<void>((resolve) => (answer = resolve));
    const { relay } = setup([memory], {
      publisher: {
        async publishBatch(messages) {
          await silent;
          return messages.map((_, seq) => ({ ok: true, stream: 'S', seq, duplicate: false }));
        },
      },
    });
    relay.start();
    expect(relay.getsOn).toBe(true);
    await until(() => !relay.getsOn);
    answer();
    await until(() => relay.getsOn);
  }, 10_000);

  it('carries the commits of one collection at once though another gets nowhere', async () => {
    const [sick, well] = [new Memory('a'), new Memory('b')];
    for (let n = 0; n < 12; n++) sick.add(`sick${n}`, 'sick');
    const stalled = new Set<string>();
    const settings = { idle: 60_000, idleMost: 60_000, busy: 60_000 };
    const { relay, broker } = setup([sick, well], { telemetry: { stalled: (name) => void stalled.add(name) }, settings });
    relay.start();
    await until(() => stalled.has('a') && well.claims === 1);
    const event = { id: 'w', subject: 'well', type: 't', body: '{}' };
    relay.committed({ collection: 'b', id: 'w', events: [event], version: 1, alone: true });
    await until(() => broker.stored.includes('w'));
    expect({ claims: well.claims, stalled }).toEqual({ claims: 1, stalled: new Set(['a']) });
  });
});
