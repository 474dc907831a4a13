import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import type { StoredSpan } from '../otlp/spans';

export interface Limits {
  days: number;
  bytes: number;
}

/** One stretch of time in one file: forgetting is deleting the file, so nothing is ever rewritten. */
export interface Segment {
  readonly from: number;
  readonly path: string;
  readonly root: RootDatabase;
  /** [traceId, n] → spans that arrived together. */
  readonly spans: Database<StoredSpan[], [string, number]>;
  /** [service, start µs, traceId] → operations of that service in that batch. */
  readonly byService: Database<string[], [string, number, string]>;
  /** [mark, start µs, traceId]: where a failure, a length or an attribute's value is found without reading spans (marks.ts). */
  readonly marks: Database<1, [number, number, string]>;
  /** [service, operation] → seen. */
  readonly operations: Database<1, [string, string]>;
  /** Metric name → label texts of its series; series id → points by time. */
  readonly series: Database<number, [string, string]>;
  readonly points: Database<number, [number, number]>;
}

const dayMs = 86_400_000;
const parts = 8;
const fileOf = (from: number): string => `seg-${String(from).padStart(15, '0')}.mdb`;

const openSegment = (dir: string, from: number): Segment => {
  const path = join(dir, fileOf(from));
  // Batching by event turns, LMDB makes promises that nobody can take: the first commit that fails would end the process.
  const root = open({ path, noSubdir: true, maxDbs: 8, eventTurnBatching: false });
  return {
    from,
    path,
    root,
    spans: root.openDB({ name: 'spans' }),
    byService: root.openDB({ name: 'byService' }),
    marks: root.openDB({ name: 'marks' }),
    operations: root.openDB({ name: 'operations' }),
    series: root.openDB({ name: 'series' }),
    points: root.openDB({ name: 'points' }),
  };
};

/**
 * Writes into a file, all or nothing; resolves once it can be read. LMDB tells the reason of a failed commit in a promise of its
 * own, which nobody else takes.
 */
export async function writeInto({ root }: Segment, change: () => void): Promise<void> {
  try {
    await root.batch(change);
  } catch (error) {
    (error as { commitError?: Promise<never> }).commitError?.catch(() => undefined);
    throw error;
  }
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** The files of the receiver, oldest first; the last one is written to. */
export class Segments {
  private open: Segment[];

  constructor(
    private readonly dir: string,
    private readonly limits: Limits,
    private readonly now: () => number,
  ) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const found = readdirSync(dir).flatMap((name) => /^seg-(\d{15})\.mdb$/.exec(name)?.[1] ?? []);
    this.open = found.sort().map((from) => openSegment(dir, Number(from)));
    if (this.open.length === 0) this.open.push(openSegment(dir, now()));
  }

  /** Where new data goes. */
  get current(): Segment {
    const last = this.open[this.open.length - 1];
    if (!last) throw new Error('no segment is open');
    return last;
  }

  /** Newest first, for searches. */
  get newestFirst(): readonly Segment[] {
    return [...this.open].reverse();
  }

  /** Bytes on disk now. */
  get bytes(): number {
    return this.open.reduce((sum, { path }) => sum + sizeOf(path), 0);
  }

  /** Starts a new file when a day or a share of the bytes is full, and deletes the oldest above the limits. */
  async tidy(): Promise<void> {
    const now = this.now();
    // First what makes room: on a full disk a new file cannot be started.
    await this.forget(now);
    const { current } = this;
    const full = sizeOf(current.path) >= this.limits.bytes / parts;
    if (!full && now - current.from < dayMs) return;
    this.open.push(openSegment(this.dir, Math.max(now, current.from + 1)));
    await this.forget(now);
  }

  async close(): Promise<void> {
    for (const { root } of this.open.splice(0)) {
      await root.flushed;
      await root.close();
    }
  }

  private async forget(now: number): Promise<void> {
    while (this.open.length > 1 && this.isTooMuch(now)) await this.forgetOldest();
  }

  private isTooMuch(now: number): boolean {
    // A file holds what came until the next one began.
    const until = this.open[1]?.from ?? now;
    return this.bytes > this.limits.bytes || now - until > this.limits.days * dayMs;
  }

  private async forgetOldest(): Promise<void> {
    const oldest = this.open.shift();
    if (!oldest) return;
    await oldest.root.close();
    rmSync(oldest.path, { force: true });
    rmSync(`${oldest.path}-lock`, { force: true });
  }
}
