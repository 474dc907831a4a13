import { AggregateStore } from './aggregate-store';
import { ConcurrencyConflict, IdempotencyKeyReused, OutboxFull } from './errors';
import { ensureIndexes } from './indexes';
import type { Db, PendingEvent } from './types';

interface Note extends Record<string, unknown> {
  _id: string;
  wijk: string;
  text?: string;
  seen?: number;
}

/** One promise of the store, checked on a server: throws a sentence when it is broken. */
export interface StorePromise {
  name: string;
  check(db: Db): Promise<void>;
}

let made = 0;
const event = (text = 'x'): PendingEvent => {
  const time = Date.now().toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
  return { id, subject: 'events.wijk.zone1.note-recorded.1', type: 'be.spil.wijk.note-recorded.v1', body: JSON.stringify({ id, text }) };
};

function must(truth: boolean, sentence: string): void {
  if (!truth) throw new Error(sentence);
}

async function fails(work: Promise<unknown>, kind: new (...args: never[]) => Error): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  must(error instanceof kind, `expected ${kind.name}, got ${String(error)}`);
}

const fresh = async (db: Db): Promise<AggregateStore<Note>> => {
  const name = `contract_${Date.now().toString(36)}_${++made}`;
  await ensureIndexes(db, { [name]: { aggregate: true, indexes: [{ name: 'wijk_1', key: { wijk: 1 } }] } });
  return new AggregateStore<Note>(db.collection(name));
};

/**
 * What our services rely on, whichever server is behind: run it against the embedded store, mongod and SecantusDB alike. A server
 * that breaks one of these is refused, not worked around.
 */
export const storePromises: StorePromise[] = [
  {
    name: 'state and events are stored together and read back as they were',
    async check(db) {
      const store = await fresh(db);
      const { kind, stored } = await store.insert({ _id: 'n1', wijk: 'w1', text: 'é€𝄞' }, [event()]);
      const again = await store.byId('n1');
      must(kind === 'inserted' && stored.version === 1, 'an insert is version 1');
      must(JSON.stringify(again?.doc) === JSON.stringify({ _id: 'n1', wijk: 'w1', text: 'é€𝄞' }), 'the document came back changed');
      must((await store.byId('n2')) === undefined, 'an unknown id has a document');
    },
  },
  {
    name: 'one of many writers of the same version wins',
    async check(db) {
      const store = await fresh(db);
      const { stored } = await store.insert({ _id: 'n1', wijk: 'w1' }, []);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) => store.save(stored, { ...stored.doc, seen: i }, [event()])),
      );
      const won = results.filter(({ status }) => status === 'fulfilled').length;
      must(won === 1, `${won} writers won`);
      const lost = results.find((result) => result.status === 'rejected');
      must(lost?.status === 'rejected' && lost.reason instanceof ConcurrencyConflict, 'the loser is not told of a conflict');
      must((await store.byId('n1'))?.version === 2, 'the version did not rise by one');
    },
  },
  {
    name: 'what was written a moment ago is at hand, and its save is refused when somebody else saved since',
    async check(db) {
      const store = await fresh(db);
      await store.insert({ _id: 'n1', wijk: 'w1' }, [event()]);
      const written = store.recent('n1');
      must(written?.version === 1 && written.doc.wijk === 'w1', 'what was inserted is not at hand');
      if (!written) return;
      await store.save(written, { ...written.doc, seen: 1 }, [event()]);
      must(store.recent('n1')?.version === 2 && store.recent('n1')?.doc.seen === 1, 'what was saved is not at hand');
      must(((await rawOf(store, 'n1'))['outbox'] as unknown[]).length === 2, 'the outbox has not two events');
      await fails(store.save(written, { ...written.doc, seen: 2 }), ConcurrencyConflict);
      must(store.recent('n1') === undefined, 'what turned out to be outdated is still at hand');
      await store.insert({ _id: 'n2', wijk: 'w1' }, [event('y'.repeat(100_000))]);
      must(store.recent('n2') === undefined, 'one with much waiting is at hand');
    },
  },
  {
    name: 'a save pushes events and never replaces those that wait; a removed field is gone',
    async check(db) {
      const store = await fresh(db);
      const { stored } = await store.insert({ _id: 'n1', wijk: 'w1', text: 'a' }, [event()]);
      const { text: _, ...without } = stored.doc;
      await store.save(stored, without as Note, [event(), event()]);
      const raw = await rawOf(store, 'n1');
      must((raw['outbox'] as unknown[]).length === 3, 'the outbox has not three events');
      must(!('text' in raw), 'the removed field is still there');
      must(raw['pendingSince'] instanceof Date, 'pendingSince is not a date');
    },
  },
  {
    name: 'the same idempotency key answers the same; another body is refused; of many at once one is stored',
    async check(db) {
      const store = await fresh(db);
      const idempotency = { key: 'k', bodyHash: 'h' };
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, i) => store.insert({ _id: `n${i}`, wijk: 'w1' }, [event()], { idempotency })),
      );
      must(new Set(all.map(({ stored }) => stored.doc._id)).size === 1, 'repeats answered differently');
      must(all.filter(({ kind }) => kind === 'inserted').length === 1, 'more than one was stored');
      await fails(store.insert({ _id: 'm', wijk: 'w1' }, [], { idempotency: { key: 'k', bodyHash: 'other' } }), IdempotencyKeyReused);
      await store.insert({ _id: 'p', wijk: 'w1' }, []);
      await store.insert({ _id: 'q', wijk: 'w1' }, []);
    },
  },
  {
    name: 'an event has its effect once, however often it comes',
    async check(db) {
      const store = await fresh(db);
      const effects = await Promise.all(
        Array.from({ length: 10 }, (_, i) => store.upsertEffect('e1', { _id: `x${i}`, wijk: 'w1' }, [event()])),
      );
      must(effects.filter(({ kind }) => kind === 'inserted').length === 1, 'more than one effect');
      must((await store.find({ wijk: 'w1' })).length === 1, 'more than one document');
    },
  },
  {
    name: 'an older event of a source arriving late never overwrites a newer one',
    async check(db) {
      const store = await fresh(db);
      const apply = (version: number) =>
        store.applyFrom('v1', { id: 'note/1', version }, () => ({ doc: { _id: 'v1', wijk: 'w1', seen: version } }));
      await Promise.all([3, 1, 2, 5, 4, 5, 1].map(apply));
      const late = await apply(4);
      must(late.kind === 'stale', 'a late event was applied');
      must((await store.byId('v1'))?.doc.seen === 5, 'the newest version is not there');
    },
  },
  {
    name: 'events above the limit are refused before they are written',
    async check(db) {
      const store = await fresh(db);
      const { stored } = await store.insert({ _id: 'n1', wijk: 'w1' }, [event('y'.repeat(200_000))]);
      await fails(store.save(stored, stored.doc, [event('y'.repeat(100_000))]), OutboxFull);
      must((await store.byId('n1'))?.version === 1, 'a refused save was written');
    },
  },
  {
    name: 'find filters, sorts and pages through an index',
    async check(db) {
      const store = await fresh(db);
      for (let i = 0; i < 30; i++) await store.insert({ _id: `n${String(i).padStart(2, '0')}`, wijk: `w${i % 2}` }, []);
      const page = await store.find({ wijk: 'w1' }, { sort: { _id: -1 }, limit: 3, skip: 1 });
      must(page.map(({ doc }) => doc._id).join() === 'n27,n25,n23', `the page is ${page.map(({ doc }) => doc._id).join()}`);
    },
  },
];

const rawOf = async (store: AggregateStore<Note>, id: string): Promise<Record<string, unknown>> => {
  const { collection } = store as unknown as { collection: { findOne(filter: object): Promise<Record<string, unknown> | null> } };
  return (await collection.findOne({ _id: id })) ?? {};
};
