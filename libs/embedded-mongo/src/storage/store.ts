import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { MongoError } from '../errors';
import { Room } from './room';

/** One pair of the ordered store. */
export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** A span of keys; `start` is inside, `end` is not; reversed it runs from just below `end` down to `start`. */
export interface Span {
  start: Buffer;
  end: Buffer;
  reverse?: boolean;
}

/** A page of twenty must not read hundreds of entries; a long scan must not ask too often. */
const FIRST_CHUNK = 24;
const LAST_CHUNK = 768;
const TIGHT = 1024 * 1024;
const SPACE = /no space|ENOSPC|disk quota|EDQUOT|MDB_MAP_FULL|mapsize/i;

/** A change that waits to be committed, and who waits for it. */
interface Waiting {
  change: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The ordered key–value store under everything, on LMDB. What came in one turn of the event loop is committed together, in one
 * transaction with one flush, and answered after it: an answer to a client is a promise kept. The commit runs on the main thread.
 * LMDB's own queue hands every transaction to another thread and back, twice; on a busy machine of few cores that waiting was
 * the longest part of a write, and the flush itself stops nobody who could have gone on: whoever writes waits for it anyhow.
 */
export class Store {
  private waiting: Waiting[] = [];
  private turn: NodeJS.Immediate | undefined;
  private readonly room: Room;

  private constructor(
    private readonly env: RootDatabase<Buffer, Buffer>,
    private readonly dir: string,
  ) {
    this.room = new Room(join(dir, 'data.mdb'), () => {
      const { lastPageNumber, pageSize } = env.getStats() as { lastPageNumber: number; pageSize: number };
      return (lastPageNumber + 1) * pageSize;
    });
  }

  /** Opens (or makes) the store in a folder. */
  static open(dir: string): Store {
    const env = open<Buffer, Buffer>({ path: dir, noSubdir: false, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false });
    return new Store(env, dir);
  }

  get(key: Buffer): Buffer | undefined {
    return this.env.get(key);
  }

  /** Keys and values of a span, read in chunks, so that a slow reader never pins an old snapshot. */
  *entries(span: Span): Generator<Entry> {
    let { start, end } = span;
    for (let size = FIRST_CHUNK; ; size = Math.min(size * 2, LAST_CHUNK)) {
      const chunk = this.chunk({ start, end, reverse: span.reverse === true }, size);
      yield* chunk;
      const last = chunk[chunk.length - 1];
      if (chunk.length < size || !last) return;
      if (span.reverse) end = last.key;
      else start = Buffer.concat([last.key, Buffer.of(0)]);
    }
  }

  private chunk({ start, end, reverse }: Required<Span>, limit: number): Entry[] {
    // Reversed, LMDB starts at `start` itself when it exists; the upper end is not ours, so it is left out.
    const range = reverse ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true } : { start, end };
    const out: Entry[] = [];
    for (const { key, value } of this.env.getRange({ ...range, limit })) out.push({ key, value });
    return out;
  }

  /** How many keys lie in a span. */
  count(span: Span): number {
    return this.env.getKeysCount({ start: span.start, end: span.end });
  }

  /** Only inside `write`. */
  put(key: Buffer, value: Buffer): void {
    void this.env.put(key, value);
  }

  /** Only inside `write`. */
  remove(key: Buffer): void {
    void this.env.remove(key);
  }

  /**
   * Runs a change as one transaction and resolves when it is on disk. If `change` throws, nothing of it is kept.
   * @throws MongoError 14031 when the disk is full; nothing was acknowledged then
   */
  write<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ change, resolve: resolve as Waiting['resolve'], reject });
      this.turn ??= setImmediate(() => this.commit());
    });
  }

  private commit(): void {
    this.turn = undefined;
    const together = this.waiting.splice(0);
    let tell: (() => void)[] = [];
    this.room.make();
    try {
      this.env.transactionSync(() => (tell = together.map((one) => this.run(one))));
    } catch (error) {
      // Nothing of them was kept: LMDB takes the whole transaction back.
      const failure = commitFailure(error, this.dir);
      tell = together.map(
        ({ reject }) =>
          () =>
            reject(failure),
      );
    }
    for (const answer of tell) answer();
  }

  /** Each change in a transaction of its own inside the common one: what throws is taken back alone. */
  private run({ change, resolve, reject }: Waiting): () => void {
    try {
      const value = this.env.childTransaction(change);
      return () => resolve(value);
    } catch (error) {
      return () => reject(error);
    }
  }

  /** A part of a change: if it throws, nothing of it is kept, whatever becomes of the rest. Only inside `write`. */
  part<T>(change: () => T): T {
    return this.env.childTransaction(change) as T;
  }

  /** Commits what waits, then closes. */
  async close(): Promise<void> {
    if (this.turn) {
      clearImmediate(this.turn);
      this.commit();
    }
    this.room.close();
    await this.env.close();
  }
}

/** LMDB says "input/output error" when the disk took only part of a page, so the free space is looked at too. */
function commitFailure(error: unknown, dir: string): unknown {
  const { bavail, bsize } = statfsSync(dir);
  const full = SPACE.test(String(error)) || bavail * bsize < TIGHT;
  return full ? new MongoError(14031, 'the disk of the embedded store is full; nothing of this write was kept') : error;
}
