import { backOff } from './back-off';

/** Resolves when the dependency answers; rejects when it does not. */
export type Probe = () => Promise<unknown>;

export interface GateOptions {
  probe: Probe;
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  random?: () => number;
  now?: () => number;
}

/** Tripping again this soon (ms) after it opened means that the probe is kinder than the truth: wait longer each time. */
const FLAPPING = 5_000;

/**
 * Opens pulling only while the dependency is there. A service that starts, or runs on, without its database takes no message
 * into hand: so an outage of any length dead-letters nothing.
 */
export class Gate {
  private state: 'shut' | 'open' | 'closed' = 'shut';
  private turning: Promise<void> | undefined;
  /** A handler met the dependency away while pulling was just being opened again. */
  private missed = false;
  private openedAt = -Infinity;
  private flaps = 0;

  constructor(private readonly options: GateOptions) {}

  /** Opens at the first good probe; resolves then, however long it takes. Rejects when pulling itself cannot start. */
  async open(): Promise<void> {
    if (await this.answered()) await this.turn('open');
  }

  /** A handler met the dependency away: stop pulling, and open again when the probe is good. */
  async trip(): Promise<void> {
    if (this.state !== 'open' || this.turning) {
      this.missed = this.turning !== undefined;
      return;
    }
    this.flaps = this.now() - this.openedAt < FLAPPING ? this.flaps + 1 : 0;
    await this.turn('shut');
    if (this.flaps > 0) await this.sleep(this.flaps);
    for (let attempt = 1; await this.answered(); attempt++) {
      try {
        return await this.turn('open');
      } catch {
        await this.sleep(attempt);
      }
    }
  }

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** For good: the service stops. */
  close(): void {
    this.state = 'closed';
  }

  private async turn(to: 'open' | 'shut'): Promise<void> {
    if (this.closed()) return;
    this.missed = false;
    this.turning = to === 'open' ? this.options.resume() : this.options.pause();
    try {
      await this.turning;
      if (this.closed()) return;
      this.state = to;
      if (to === 'open') this.openedAt = this.now();
    } finally {
      this.turning = undefined;
    }
    // Whoever met it away has stopped working and waits for the next opening: without this it would never come.
    if (to === 'open' && this.missed) void this.trip();
  }

  private async answered(): Promise<boolean> {
    for (let attempt = 1; !this.closed(); attempt++) {
      try {
        await this.options.probe();
        return !this.closed();
      } catch {
        await this.sleep(attempt);
      }
    }
    return false;
  }

  private now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }

  // A method, because the state changes across awaits and the compiler must not narrow it.
  private closed(): boolean {
    return this.state === 'closed';
  }

  private sleep(attempt: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, backOff(attempt, this.options.random ?? Math.random, { max: 2_000 })));
  }
}
