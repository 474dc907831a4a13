/** One piece of work that must keep its place among those with the same key. */
export interface Keyed {
  readonly key: string;
}

/** What a lane does next: take the following piece, or keep the one at its head until `release` or `requeue`. */
export type LaneStep = 'next' | 'wait';

interface Lane<T> {
  queue: T[];
  /** A piece is running, or waits at the head. */
  busy: boolean;
  queued: boolean;
}

/** Parallel over keys, serial within one, at most `width` at once. Start and end of a piece cost two map operations. */
export class Lanes<T extends Keyed> {
  private readonly lanes = new Map<string, Lane<T>>();
  private ready: Lane<T>[] = [];
  private running = 0;
  private paused = false;

  constructor(
    private readonly width: number,
    private readonly start: (piece: T) => void,
  ) {}

  get busy(): number {
    return this.running;
  }

  /** Puts a piece behind the others of its key. */
  add(piece: T): void {
    let lane = this.lanes.get(piece.key);
    if (!lane) this.lanes.set(piece.key, (lane = { queue: [], busy: false, queued: false }));
    lane.queue.push(piece);
    this.offer(lane);
  }

  /** The running piece of this key has ended. With 'wait' the key stays shut until `release` or `retry`. */
  done(piece: T, step: LaneStep): void {
    this.running--;
    const lane = this.lanes.get(piece.key);
    if (lane && step === 'next') this.reopen(piece.key, lane);
    this.pump();
  }

  /** A waiting key goes on with its following piece. */
  release(key: string): void {
    const lane = this.lanes.get(key);
    if (lane?.busy) this.reopen(key, lane);
    this.pump();
  }

  /** A waiting piece is tried again before the others of its key. */
  retry(piece: T): void {
    const lane = this.lanes.get(piece.key);
    if (!lane) return this.add(piece);
    lane.queue.unshift(piece);
    lane.busy = false;
    this.offer(lane);
  }

  /** Starts nothing new until `resume`; what runs, runs on. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.pump();
  }

  private reopen(key: string, lane: Lane<T>): void {
    lane.busy = false;
    if (lane.queue.length === 0) this.lanes.delete(key);
    else this.offer(lane);
  }

  private offer(lane: Lane<T>): void {
    if (lane.busy || lane.queued) return;
    if (!this.paused && this.running < this.width && this.ready.length === 0) return this.run(lane);
    lane.queued = true;
    this.ready.push(lane);
  }

  private pump(): void {
    while (!this.paused && this.running < this.width && this.ready.length > 0) {
      const lane = this.ready.shift() as Lane<T>;
      lane.queued = false;
      this.run(lane);
    }
  }

  private run(lane: Lane<T>): void {
    const piece = lane.queue.shift();
    if (!piece) return;
    lane.busy = true;
    this.running++;
    this.start(piece);
  }
}
