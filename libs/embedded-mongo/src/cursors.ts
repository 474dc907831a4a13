import { Long } from 'bson';
import { MongoError } from './errors';
import { Batch } from './wire/batch';

const IDLE_MS = 10 * 60_000;
const MOST_BYTES = 16 * 1024 * 1024;
/**
 * ms after which a batch ends with what it has, as any batch may: the next one is a request of its own, and whoever asked meanwhile
 * comes before it. Small parts of many large documents would fill a batch of seconds, and all services would call the store away.
 */
const TURN_MS = 50;

interface Cursor {
  ns: string;
  owner: string;
  docs: Iterator<Buffer>;
  /** read already, not sent yet */
  next: IteratorResult<Buffer>;
  used: number;
}

/** Open cursors: what a query has not delivered yet. */
export class Cursors {
  private readonly open = new Map<string, Cursor>();
  private counter = 0;

  constructor(private readonly now: () => number) {}

  /** The first batch; a cursor stays open only when something is left. `batchSize` 0 opens one without documents. */
  first(docs: Iterable<Buffer>, from: { ns: string; owner: string }, batch: { size: number; single?: boolean }): Batch {
    const iterator = docs[Symbol.iterator]();
    const cursor: Cursor = { ...from, docs: iterator, next: iterator.next(), used: this.now() };
    const taken = this.take(cursor, batch.size, batch.single);
    if (cursor.next.done || batch.single) return new Batch('firstBatch', taken, { id: Long.ZERO, ns: from.ns });
    const id = Long.fromBits(++this.counter, Math.floor(Math.random() * 0x3fffffff));
    this.open.set(id.toString(), cursor);
    return new Batch('firstBatch', taken, { id, ns: from.ns });
  }

  /** @throws MongoError 43 when the cursor is unknown, timed out or of another collection, 13 when it is someone else's */
  more(id: unknown, from: { ns: string; owner: string }, size: number): Batch {
    const name = String(id);
    const cursor = this.open.get(name);
    if (!cursor || cursor.ns !== from.ns) throw new MongoError(43, `cursor id ${name} not found`);
    if (cursor.owner !== from.owner) throw new MongoError(13, `cursor id ${name} was not created by the authenticated user`);
    cursor.used = this.now();
    try {
      const taken = this.take(cursor, size);
      if (cursor.next.done) this.open.delete(name);
      return new Batch('nextBatch', taken, { id: cursor.next.done ? Long.ZERO : Long.fromString(name), ns: cursor.ns });
    } catch (error) {
      this.open.delete(name);
      throw error;
    }
  }

  /** Closes a cursor; false when there is none of this name and owner. */
  kill(id: unknown, owner: string): boolean {
    const cursor = this.open.get(String(id));
    return cursor?.owner === owner && this.open.delete(String(id));
  }

  /** Closes what nobody has asked for in ten minutes. */
  sweep(): void {
    for (const [id, cursor] of this.open) if (this.now() - cursor.used > IDLE_MS) this.open.delete(id);
  }

  get size(): number {
    return this.open.size;
  }

  /** `whole`: there is no next batch for what is left. */
  private take(cursor: Cursor, size: number, whole = false): Buffer[] {
    const out: Buffer[] = [];
    let bytes = 0;
    const until = whole ? Infinity : this.now() + TURN_MS;
    while (!cursor.next.done && out.length < size) {
      bytes += cursor.next.value.length;
      if (out.length > 0 && (bytes > MOST_BYTES || this.now() > until)) break;
      out.push(cursor.next.value);
      cursor.next = cursor.docs.next();
    }
    return out;
  }
}
