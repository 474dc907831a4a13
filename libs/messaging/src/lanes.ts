/** One piece of work that must keep its place among those with the same key. */
export interface Keyed {
  readonly key: string;
}

/** What a lane does next: take the following piece, or keep the one at its head until `release` or `requeue`. */
export type LaneStep = 'next' | 'wait';

interface Lane<T> {
  key: string;
  queue: T[];
  /** A piece is running, or waits at the head. */
  busy: boolean;
  queued: boolean;
}

/** Parallel over keys, serial within one, at most `width` at once. */
export class Lanes<T extends Keyed> {
  /** null: one piece is running and none waits, which is nearly always so and needs no lane. */
  private readonly lanes = new Map<string, Lane<T> | null>();
  private readonly ready: Lane<T>[] = [];
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
    const lane = this.lanes.get(piece.key);
    if (lane === undefined && this.mayStart() && this.ready.length === 0) {
      this.lanes.set(piece.key, null);
      return this.begin(piece);
    }
    const open = lane ?? this.open(piece.key, lane === null);
    open.queue.push(piece);
    this.offer(open);
  }

  /** The running piece of this key has ended. With 'wait' the key stays shut until `release` or `retry`. */
  done({ key }: T, step: LaneStep): void {
    this.running--;
    const lane = this.lanes.get(key);
    if (step === 'wait') {
      if (lane === null) this.open(key, true);
    } else if (lane) this.reopen(lane);
    else this.lanes.delete(key);
    this.pump();
  }

  /** A waiting key goes on with its following piece. */
  release(key: string): void {
    const lane = this.lanes.get(key);
    if (lane?.busy) this.reopen(lane);
    this.pump();
  }

  /** A waiting piece is tried again before the others of its key. */
  retry(piece: T): void {
    const lane = this.lanes.get(piece.key) ?? this.open(piece.key, true);
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

  private open(key: string, busy: boolean): Lane<T> {
    const lane = { key, queue: [], busy, queued: false };
    this.lanes.set(key, lane);
    return lane;
  }

  private reopen(lane: Lane<T>): void {
    lane.busy = false;
    if (lane.queue.length === 0) this.lanes.delete(lane.key);
    else this.offer(lane);
  }

  private offer(lane: Lane<T>): void {
    if (lane.busy || lane.queued) return;
    lane.queued = true;
    this.ready.push(lane);
    this.pump();
  }

  private pump(): void {
    while (this.ready.length > 0 && this.mayStart()) {
      const lane = this.ready.shift() as Lane<T>;
      lane.queued = false;
      const piece = lane.queue.shift();
      if (piece === undefined) continue;
      lane.busy = true;
      this.begin(piece);
    }
  }

  private mayStart(): boolean {
    return !this.paused && this.running < this.width;
  }

  private begin(piece: T): void {
    this.running++;
    this.start(piece);
  }
}
