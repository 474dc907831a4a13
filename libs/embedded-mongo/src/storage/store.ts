import { statfsSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import { MongoError } from '../errors';

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

/**
 * The ordered key–value store under everything, on LMDB. `overlappingSync` is off: a transaction's promise then
 * resolves only after the data is flushed to the disk, so an answer to a client is a promise kept. Transactions that
 * wait at the same time are committed together (one flush for all).
 */
export class Store {
  private constructor(
    private readonly env: RootDatabase<Buffer, Buffer>,
    private readonly dir: string,
  ) {}

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
  async write<T>(change: () => T): Promise<T> {
    let failure: unknown;
    try {
      return await this.env.childTransaction(() => {
        try {
          return change();
        } catch (error) {
          failure = error;
          throw error;
        }
      });
    } catch (error) {
      throw failure ?? (await commitFailure(error, this.dir));
    }
  }

  async close(): Promise<void> {
    await this.env.close();
  }
}

/** LMDB says "input/output error" when the disk took only part of a page, so the free space is looked at too. */
async function commitFailure(error: unknown, dir: string): Promise<unknown> {
  const cause: unknown = await Promise.resolve((error as { commitError?: unknown }).commitError).catch((reason: unknown) => reason);
  const { bavail, bsize } = statfsSync(dir);
  const full = SPACE.test(`${String(error)} ${String(cause)}`) || bavail * bsize < TIGHT;
  return full ? new MongoError(14031, 'the disk of the embedded store is full; nothing of this write was kept') : error;
}

/**
 * True for the failed commit that LMDB's library reports a second time, on a promise nobody can reach. The client has
 * had its refusal by then.
 */
export function isFailedCommit(error: unknown): boolean {
  return error instanceof Error && 'commitError' in error;
}
