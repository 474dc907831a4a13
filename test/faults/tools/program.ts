import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import type { Arm } from '../arm/main';
import { residentBytes } from './memory';
import { pause } from './wait';

export interface ProgramPlan {
  name: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  log: string;
  /** Faults that hold from the first moment. */
  arms?: readonly Arm[];
  /** Started again when it ends by itself, after this many ms; absent: stays down. */
  againAfter?: number;
  /** Rather than waiting for the program's own word: asked until it answers true. */
  ready?: () => Promise<boolean>;
  /** Memory for its objects, MB; 0 leaves it to Node. */
  oldSpace?: number;
}

const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
const base = (): Record<string, string> =>
  Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** One program under test: started, killed, frozen, armed and started again by the instrument alone. */
export class Program {
  private child: ChildProcess | undefined;
  private gone: Promise<number | null> = Promise.resolve(null);
  private wanted = false;
  private respawn: NodeJS.Timeout | undefined;
  /** Fail-points that went off. */
  readonly fired: string[] = [];
  /** How often it ended without being asked to. */
  deaths = 0;
  /** Port it said it listens on. */
  port = 0;

  constructor(private plan: ProgramPlan) {}

  get name(): string {
    return this.plan.name;
  }
  get pid(): number {
    return this.child?.pid ?? 0;
  }
  get alive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it and waits until it is ready; rejects with its last words after 40 s. */
  async start(change: Partial<ProgramPlan> = {}): Promise<void> {
    this.plan = { ...this.plan, ...change };
    clearTimeout(this.respawn);
    this.wanted = true;
    const ready = this.spawn();
    const until = Date.now() + 40_000;
    for (;;) {
      const state = await Promise.race([ready.then(() => 'ready' as const), this.asked(), this.gone.then(() => 'gone' as const)]);
      if (state === 'ready') return;
      if ((state === 'gone' && this.plan.againAfter === undefined) || Date.now() > until) {
        throw new Error(`${this.name} did not start: ${readFileSync(this.plan.log, 'utf8').slice(-600)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Resolves when it knows: what is sent to it after that meets the fault. */
  async arm(order: Arm): Promise<void> {
    await this.told({ arm: order }, 'armed');
  }
  disarm(): void {
    this.child?.send({ disarm: true });
  }
  kill(): void {
    this.child?.kill('SIGKILL');
  }
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }
  thaw(): void {
    this.child?.kill('SIGCONT');
  }
  signal(signal: NodeJS.Signals): void {
    this.wanted = false;
    this.child?.kill(signal);
  }

  /** Asks it to stop; answers its exit code and how long it took. Forced after 15 s: then the code is null. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; ms: number }> {
    this.wanted = false;
    if (!this.alive) return { code: this.child?.exitCode ?? null, ms: 0 };
    const began = Date.now();
    this.child?.kill('SIGCONT');
    this.child?.kill(signal);
    const force = setTimeout(() => this.child?.kill('SIGKILL'), 15_000);
    const code = await this.gone;
    clearTimeout(force);
    return { code, ms: Date.now() - began };
  }

  /** What it is asked when it starts, asked now: it may have died and come back meanwhile. */
  async isReady(): Promise<boolean> {
    return this.alive && (await this.asked()) === 'ready';
  }

  /** Resolves when the present process has ended. */
  ended(): Promise<number | null> {
    return this.gone;
  }

  /** Bytes once its garbage is collected: what it has taken for itself, and what of it is in use. All 0 when it is gone or silent. */
  async memory(): Promise<{ taken: number; used: number }> {
    const used = await this.told({ collect: true }, 'collected');
    return { taken: used === 0 ? 0 : residentBytes(this.pid), used };
  }

  /** Sends an order; answers the number it is confirmed with, 0 when the program is gone or silent for 5 s. */
  private async told(order: object, answer: 'armed' | 'collected'): Promise<number> {
    const { child } = this;
    if (!child?.connected || !this.alive) return 0;
    const confirmed = new Promise<number>((resolve) => {
      const hear = (message: Partial<Record<typeof answer, number>>): void => {
        const said = message[answer];
        if (said === undefined) return;
        child.off('message', hear);
        resolve(said);
      };
      child.on('message', hear);
    });
    child.send(order, () => undefined);
    return Promise.race([confirmed, this.gone.then(() => 0), pause(5_000).then(() => 0)]);
  }

  private async asked(): Promise<'ready' | 'not yet'> {
    const { ready } = this.plan;
    if (!ready) return new Promise((resolve) => setTimeout(() => resolve('not yet'), 500));
    return (await ready().catch(() => false)) ? 'ready' : 'not yet';
  }

  private spawn(): Promise<void> {
    const { args, env, log, arms = [], oldSpace = 0 } = this.plan;
    const out = openSync(log, 'a');
    const fault = arms.length > 0 ? { SPIL_FAULT: JSON.stringify(arms) } : {};
    const space = oldSpace === 0 ? [] : [`--max-old-space-size=${oldSpace}`];
    const child = spawn(process.execPath, [...space, ...args], {
      env: { ...base(), ...env, ...fault },
      stdio: ['ignore', out, out, 'ipc'],
    });
    this.child = child;
    running.add(child);
    this.gone = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    void this.gone.then(() => this.ending(child));
    return new Promise((resolve) => {
      child.on('message', (message: { ready?: number; fired?: string; about?: string }) => {
        if (message.fired !== undefined) this.fired.push(`${message.fired} ${message.about ?? ''}`);
        if (message.ready === undefined) return;
        this.port = message.ready;
        resolve();
      });
    });
  }

  private ending(child: ChildProcess): void {
    running.delete(child);
    if (child !== this.child || !this.wanted) return;
    this.deaths++;
    const again = (): void => void (this.wanted && !this.alive && this.spawn());
    if (this.plan.againAfter !== undefined) this.respawn = setTimeout(again, this.plan.againAfter);
  }
}
