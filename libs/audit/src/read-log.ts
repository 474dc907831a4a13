import { randomBytes } from 'node:crypto';
import { type Clock, DomainError } from '@spil/domain-kit';
import { activeTraceIds, count, gauge } from '@spil/observability';
import { ChainStore, type ReadLogCollection } from './chain-store';
import { pseudonymOf } from './keys';
import { chain, type Head, type ReadLine, type Unchained } from './line';

export interface ReadLogOptions {
  service: string;
  clock: Clock;
  /** Key of the pseudonyms (secret, at least 16 characters, the same for all replicas and restarts of a service). */
  subjectKey: string;
  /** Lines that may wait before reads are refused (default 1,000). */
  queue?: number;
  /** Longest wait from asking until the line is durable before the read is refused (default 5,000 ms). */
  timeoutMs?: number;
}

/** The read must be refused: its line is not durable. `params.reason` is `full`, `late` or `unavailable`. */
export class ReadLogUnavailable extends DomainError {
  constructor(reason: 'full' | 'late' | 'unavailable', cause?: unknown) {
    super('read-log.unavailable', { reason });
    this.name = 'ReadLogUnavailable';
    if (cause !== undefined) this.cause = cause;
  }
}

interface Waiting {
  lines: Unchained[];
  /** When it is refused (as `performance.now()` counts), in the queue or in a write. */
  until: number;
  resolve: () => void;
  reject: (error: ReadLogUnavailable) => void;
}

const mostPerBatch = 500;
/** A longer list than this would fill the queue by itself, and everybody else would be refused meanwhile. */
const mostAtOnce = 250;
const mostConflicts = 100;

/**
 * The read log of one service: a hash chain in its own database. Lines wait together for one write at a time (group
 * commit), a second replica's lines interleave by conflict and retry, and whatever fails refuses the reads.
 */
export class ReadLog {
  private readonly store: ChainStore;
  private readonly waiting: Waiting[] = [];
  private queued = 0;
  private writing: Promise<void> | undefined;
  private head: Head | undefined;

  constructor(
    collection: ReadLogCollection,
    private readonly options: ReadLogOptions,
  ) {
    if (options.subjectKey.length < 16) throw new Error('the read log needs a subject key of at least 16 characters');
    this.store = new ChainStore(collection, options.service);
    // Told from the start as none, so that the first refusal is growth and alarms.
    count('spil.reads.refused', 0, { reason: 'readlog' });
    count('spil.readlog.lines', 0);
    gauge('spil.readlog.queue', 0);
  }

  /** Resolves when every line is durable; rejects with ReadLogUnavailable, and then no byte may leave. */
  record(lines: readonly ReadLine[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    if (lines.length > mostAtOnce) return this.inPortions(lines);
    if (this.queued + lines.length > (this.options.queue ?? 1_000)) return this.refuse('full');
    const parent = activeTraceIds();
    const now = this.options.clock.now();
    const ready = lines.map((line) => this.complete(line, now, parent));
    this.count(lines.length);
    const until = performance.now() + (this.options.timeoutMs ?? 5_000);
    return new Promise<void>((resolve, reject) => {
      this.waiting.push({ lines: ready, until, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  /** One portion after the other; when one is refused the read is, and what was logged before it says too much rather than too little. */
  private async inPortions(lines: readonly ReadLine[]): Promise<void> {
    for (let at = 0; at < lines.length; at += mostAtOnce) await this.record(lines.slice(at, at + mostAtOnce));
  }

  /** Waits for what is queued; for drains. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private refuse(reason: 'full'): Promise<never> {
    count('spil.reads.refused', 1, { reason: 'readlog' });
    return Promise.reject(new ReadLogUnavailable(reason));
  }

  private count(change: number): void {
    this.queued += change;
    gauge('spil.readlog.queue', this.queued);
  }

  private complete(line: ReadLine, now: string, parent: ReturnType<typeof activeTraceIds>): Unchained {
    const { subject, trace, startTime = now, statusCode = 'ok', ...rest } = line;
    const own = trace ?? {
      traceId: parent?.traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      ...(parent ? { parentSpanId: parent.spanId } : {}),
    };
    const subjectPseudonym = pseudonymOf(this.options.subjectKey, { subject, subjectType: line.subjectType });
    return { ...rest, ...own, service: this.options.service, startTime, endTime: now, statusCode, subjectPseudonym };
  }

  private async writeAll(): Promise<void> {
    // One turn later, so that reads of the same moment share one write.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.writeBatch(this.takeBatch());
    this.writing = undefined;
  }

  private takeBatch(): Waiting[] {
    let lines = 0;
    let taken = 0;
    for (const { lines: more } of this.waiting) {
      if (taken > 0 && lines + more.length > mostPerBatch) break;
      lines += more.length;
      taken++;
    }
    return this.waiting.splice(0, taken);
  }

  private async writeBatch(batch: Waiting[]): Promise<void> {
    const lines = batch.flatMap((one) => one.lines);
    try {
      await this.inTime(batch, (gone) => this.write(lines, gone));
      count('spil.readlog.lines', lines.length);
      for (const one of batch) one.resolve();
    } catch (error) {
      // Nobody knows what arrived: the next batch asks the database where the chain ends.
      this.head = undefined;
      const refusal = error instanceof ReadLogUnavailable ? error : new ReadLogUnavailable('unavailable', error);
      count('spil.reads.refused', batch.length, { reason: 'readlog' });
      for (const one of batch) one.reject(refusal);
    } finally {
      this.count(-batch.reduce((sum, one) => sum + one.lines.length, 0));
    }
  }

  private async write(lines: readonly Unchained[], gone: AbortSignal): Promise<void> {
    let left = lines;
    for (let conflicts = 0; conflicts <= mostConflicts && !gone.aborted; conflicts++) {
      const head = this.head ?? (await this.store.head());
      const placed = chain(head, left);
      const stored = await this.store.append(placed);
      const last = placed[stored - 1];
      if (stored === placed.length && last) {
        this.head = { seq: last._id, hash: last.hash };
        return;
      }
      left = left.slice(stored);
      this.head = undefined;
    }
    throw new Error('other writers took every place');
  }

  private refuseFirst(batch: Waiting[]): void {
    const late = batch.shift();
    if (!late) return;
    count('spil.reads.refused', 1, { reason: 'readlog' });
    this.count(-late.lines.length);
    late.reject(new ReadLogUnavailable('late'));
  }

  /** Refuses each read at its own time, taking it out of the batch; the work is given up with the last. Times stand in the order of asking. */
  private inTime<T>(batch: Waiting[], work: (gone: AbortSignal) => Promise<T>): Promise<T> {
    const gone = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const refuseLate = (): void => {
        const now = performance.now();
        while (batch[0] && batch[0].until <= now) this.refuseFirst(batch);
        const [next] = batch;
        if (next) return void (timer = setTimeout(refuseLate, Math.max(1, next.until - now)));
        gone.abort();
        reject(new ReadLogUnavailable('late'));
      };
      refuseLate();
    });
    return Promise.race([work(gone.signal), late]).finally(() => clearTimeout(timer));
  }
}
