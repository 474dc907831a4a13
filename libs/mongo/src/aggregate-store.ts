import { failPoint } from '@spil/domain-kit';
import { ConcurrencyConflict, duplicateKey, IdempotencyKeyReused, OutboxFull } from './errors';
import { translated } from './health';
import { Inserts, type Insertable } from './inserts';
import { bytesOf, oldest, OUTBOX_LIMIT } from './pending';
import { Recent } from './recent';
import type { Collection, Commit, Idempotency, Kept, PendingEvent, Stored } from './types';

/** `repeated`: the same request or event was here before; `stored` is what it made then, and nothing was written now. */
export type InsertOutcome<T> = { kind: 'inserted' | 'repeated'; stored: Stored<T> };
export type SourceOutcome<T> = { kind: 'applied' | 'stale'; stored: Stored<T> | undefined };

/** The aggregate an incoming event speaks of, and its version after that event. */
export interface Source {
  id: string;
  version: number;
}
/** From the state now (undefined: not there yet) to the next; undefined when the event changes nothing here. */
export type Decide<T> = (now: T | undefined) => { doc: T; events?: readonly PendingEvent[] } | undefined;

export interface StoreOptions {
  /** Runs every access; a circuit goes here. */
  guard?: <R>(work: () => Promise<R>) => Promise<R>;
  /** Called after a commit that left events to publish: the relay carries them, or wakes. */
  onCommit?: (commit: Commit) => void;
  outboxLimit?: number;
  /** True while so much waits for the broker that nothing more may be announced. */
  full?: () => boolean;
}

export interface FindOptions {
  sort?: Record<string, 1 | -1>;
  limit?: number;
  skip?: number;
}

type Raw = Kept & { _id: string } & Record<string, unknown>;
const kept = [
  ...(['version', 'outbox', 'outboxBytes', 'pendingSince', 'sent', 'sentSince', 'eventsMade', 'eventsLeft'] as const),
  ...(['idempotency', 'effectOf', 'sources'] as const),
];
const unread = { outbox: 0, sent: 0 } as const;

/**
 * One aggregate, one document, one write: state, version and the events it made are saved together or not at all
 * (architecture.md §4). Documents are plain objects; their field names must not be those of `Kept`.
 */
export class AggregateStore<T extends { _id: string }> {
  private readonly collection: Collection<Raw>;
  private readonly guard: <R>(work: () => Promise<R>) => Promise<R>;
  private readonly written = new Recent<Stored<T>>();
  private readonly inserts: Inserts<Raw>;

  constructor(
    collection: Collection,
    private readonly options: StoreOptions = {},
  ) {
    this.collection = collection as unknown as Collection<Raw>;
    this.guard = options.guard ?? translated;
    this.inserts = new Inserts(this.collection as unknown as Insertable<Raw>);
  }

  /**
   * Stores a new aggregate with its events. With an idempotency key a repeat answers what the first made. Throws
   * IdempotencyKeyReused for the key with another body, OutboxFull when the events alone are above the limit.
   */
  async insert(doc: T, events: readonly PendingEvent[], options: { idempotency?: Idempotency } = {}): Promise<InsertOutcome<T>> {
    const { idempotency } = options;
    const repeat = async (): Promise<InsertOutcome<T>> => {
      const before = idempotency && (await this.collection.findOne({ 'idempotency.key': idempotency.key }, { projection: unread }));
      if (!before) throw new ConcurrencyConflict(this.collection.collectionName);
      if (before.idempotency?.bodyHash !== idempotency.bodyHash) throw new IdempotencyKeyReused();
      return { kind: 'repeated', stored: this.stored(before) };
    };
    return this.create(doc, events, { ...(idempotency && { idempotency }) }, repeat);
  }

  /** Stores the effect of an incoming event, keyed by the event's id (or id and target): a repeat, however late, changes nothing. */
  async upsertEffect(effectOf: string, doc: T, events: readonly PendingEvent[] = []): Promise<InsertOutcome<T>> {
    const repeat = async (): Promise<InsertOutcome<T>> => {
      const before = await this.collection.findOne({ $or: [{ effectOf }, { _id: doc._id }] }, { projection: unread });
      if (!before) throw new ConcurrencyConflict(this.collection.collectionName);
      return { kind: 'repeated', stored: this.stored(before) };
    };
    return this.create(doc, events, { effectOf }, repeat);
  }

  /** The aggregate with this id. */
  byId(id: string): Promise<Stored<T> | undefined> {
    return this.guard(async () => {
      const raw = await this.collection.findOne({ _id: id }, { projection: unread });
      return raw ? this.stored(raw) : undefined;
    });
  }

  /**
   * The aggregate as this process wrote it a moment ago, to be changed again without reading it first. Others may have saved since:
   * a save of it finds out, and then `byId` knows. That nothing need be saved must not be concluded from it.
   */
  recent(id: string): Stored<T> | undefined {
    const written = this.written.get(id);
    // What was published since still counts as waiting in it: with much of that the database must be asked.
    return written && written.outboxBytes < OUTBOX_LIMIT / 4 ? written : undefined;
  }

  /** Aggregates that match. The filter is made by the adapter, never by a user: values must be scalars from a checked request. */
  find(filter: Record<string, unknown>, { sort, limit = 100, skip = 0 }: FindOptions = {}): Promise<Stored<T>[]> {
    return this.guard(async () => {
      const cursor = this.collection.find(filter as never, { projection: unread, limit, skip, ...(sort && { sort }) });
      return (await cursor.toArray()).map((raw) => this.stored(raw));
    });
  }

  /**
   * Replaces the aggregate's fields and adds events, if nobody saved since it was read. Throws ConcurrencyConflict or OutboxFull.
   * Events are pushed, never replaced: what waits for the relay stays.
   */
  async save(stored: Stored<T>, changed: T, events: readonly PendingEvent[] = []): Promise<Stored<T>> {
    return this.write(stored, changed, events, {});
  }

  /**
   * Applies an event of another aggregate by its version: what is not newer than the last one seen is ignored, so that a late
   * or repeated event never overwrites a newer one. `decide` gets the current state and answers the next, or undefined to only
   * remember the version. Tries again when somebody saved in between.
   */
  async applyFrom(id: string, source: Source, decide: Decide<T>): Promise<SourceOutcome<T>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.applyOnce(await this.byId(id), source, decide);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict) || attempt >= 20) throw error;
      }
    }
  }

  private async applyOnce(stored: Stored<T> | undefined, source: Source, decide: Decide<T>): Promise<SourceOutcome<T>> {
    if (stored && (stored.sources[source.id] ?? 0) >= source.version) return { kind: 'stale', stored };
    const next = decide(stored?.doc);
    const seen = { [source.id]: source.version };
    if (stored) {
      const { doc, events } = next ?? { doc: stored.doc };
      const saved = await this.write(stored, doc, events ?? [], { [`sources.${source.id}`]: source.version });
      return { kind: 'applied', stored: { ...saved, sources: { ...stored.sources, ...seen } } };
    }
    if (!next) return { kind: 'applied', stored: undefined };
    return { kind: 'applied', stored: (await this.create(next.doc, next.events ?? [], { sources: seen })).stored };
  }

  private async create(
    doc: T,
    events: readonly PendingEvent[],
    more: Partial<Kept>,
    repeat?: () => Promise<InsertOutcome<T>>,
  ): Promise<InsertOutcome<T>> {
    const outboxBytes = bytesOf(events);
    this.fits(outboxBytes, events.length);
    const since = oldest(events);
    const raw = {
      ...doc,
      ...more,
      version: 1,
      outbox: [...events],
      outboxBytes,
      sent: [],
      eventsMade: events.length,
      ...(since && { pendingSince: since }),
    } as unknown as Raw;
    return this.guard(async () => {
      try {
        await this.inserts.add(raw);
      } catch (error) {
        if (!duplicateKey(error)) throw error;
        if (repeat) return repeat();
        throw new ConcurrencyConflict(this.collection.collectionName);
      }
      FAULT: await failPoint('store.after-commit', doc._id);
      this.committed({ id: doc._id, events, version: 1, alone: true });
      return { kind: 'inserted', stored: this.remembered(this.stored(raw)) };
    });
  }

  private write(stored: Stored<T>, changed: T, events: readonly PendingEvent[], also: Record<string, unknown>): Promise<Stored<T>> {
    const bytes = bytesOf(events);
    this.fits(stored.outboxBytes + bytes, events.length);
    const { _id, ...fields } = changed;
    const gone = Object.keys(stored.doc).filter((name) => !(name in changed));
    const since = oldest(events);
    const update = {
      $set: { ...fields, ...also },
      ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, ''])) }),
      $inc: { version: 1, outboxBytes: bytes, eventsMade: events.length },
      ...(since && { $push: { outbox: { $each: [...events] } }, $min: { pendingSince: since } }),
    };
    return this.guard(async () => {
      const result = await this.collection.updateOne({ _id: stored.doc._id, version: stored.version } as never, update as never);
      if (result.matchedCount === 0) {
        this.written.forget(_id);
        throw new ConcurrencyConflict(this.collection.collectionName);
      }
      FAULT: await failPoint('store.after-commit', changed._id);
      this.committed({ id: _id, events, version: stored.version + 1, alone: stored.outboxBytes === 0 });
      return this.remembered({ ...stored, doc: changed, version: stored.version + 1, outboxBytes: stored.outboxBytes + bytes });
    });
  }

  private remembered(stored: Stored<T>): Stored<T> {
    this.written.set(stored.doc._id, stored);
    return stored;
  }

  private committed(commit: Omit<Commit, 'collection'>): void {
    if (commit.events.length > 0) this.options.onCommit?.({ ...commit, collection: this.collection.collectionName });
  }

  private fits(bytes: number, events: number): void {
    if (events === 0) return;
    if (bytes > (this.options.outboxLimit ?? OUTBOX_LIMIT) || this.options.full?.() === true)
      throw new OutboxFull(this.collection.collectionName);
  }

  private stored(raw: Raw): Stored<T> {
    const doc: Record<string, unknown> = { ...raw };
    for (const name of kept) delete doc[name];
    return { doc: doc as unknown as T, version: raw.version, outboxBytes: raw.outboxBytes, sources: raw.sources ?? {} };
  }
}
