import { spawn, type ChildProcess } from 'node:child_process';
import { BackOff } from './back-off';
import { killGroup, type ProcessList } from './leftovers';
import type { Program } from './program';
import { Refused } from './refused';
import type { RotatingLog } from './rotating-log';

export interface SupervisedPorts {
  readonly log: RotatingLog;
  readonly list: ProcessList;
  say(line: string): void;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

const POLL_MS = 60;
/** A program that ends this often before it was ever ready will not become ready by itself. */
const HOPELESS = 4;

/** One running program: started again when it ends, until it is asked to stop. */
export class Supervised {
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private restart: NodeJS.Timeout | undefined;
  private stopping = false;
  private wasReady = false;
  private readonly backOff = new BackOff();

  constructor(
    readonly program: Program,
    private readonly ports: SupervisedPorts,
  ) {}

  /** Starts it and waits until it is ready. Throws Refused with its last words when it cannot become so. */
  async start(): Promise<void> {
    this.spawn();
    const until = this.ports.now() + this.program.readyWithinMs;
    while (!(await this.isReady())) {
      if (this.stopping) return;
      if (this.backOff.inARow >= HOPELESS) throw this.refusal('does not start');
      if (this.ports.now() > until) throw this.refusal(`was not ready within ${this.program.readyWithinMs / 1000} s`);
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
    this.wasReady = true;
  }

  /** Asks it to stop, waits, and forces it when the time is over. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const pid = this.child?.pid;
    if (pid !== undefined && this.child?.exitCode === null && this.child.signalCode === null) {
      killGroup(pid, 'SIGTERM');
      const force = setTimeout(() => {
        this.ports.say(`${this.program.name} did not stop within ${this.program.stopWithinMs / 1000} s and was ended.`);
        killGroup(pid, 'SIGKILL');
      }, this.program.stopWithinMs);
      await this.ended;
      clearTimeout(force);
    }
    // What it may have started itself must not outlive it.
    if (pid !== undefined) killGroup(pid, 'SIGKILL');
    await this.program.cleanUp?.();
    this.ports.list.remove(this.program.name);
  }

  private async isReady(): Promise<boolean> {
    if (this.child?.exitCode !== null) return false;
    return this.program.ready().catch(() => false);
  }

  private spawn(): void {
    const { name, command, args, env } = this.program;
    const started = this.ports.now();
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    if (child.pid !== undefined) this.ports.list.add(name, child.pid);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => this.ports.log.write(chunk));
    this.ended = new Promise((done) => {
      const onEnd = (how: string): void => {
        done();
        this.onEnd(how, this.ports.now() - started);
      };
      child.once('error', (error) => onEnd(error.message));
      child.once('exit', (code, signal) => onEnd(signal === null ? `exit code ${code}` : signal));
    });
  }

  private onEnd(how: string, livedMs: number): void {
    if (this.stopping) return;
    const wait = this.backOff.next(livedMs);
    const words = this.wasReady ? '' : `: ${lastWords(this.ports.log.tail(12))}`;
    this.ports.say(
      `${this.program.name} ended (${how})${words.slice(0, 200)}; started again in ${wait / 1000} s, see ${this.ports.log.file}`,
    );
    this.restart = setTimeout(() => this.spawn(), wait);
  }

  private refusal(what: string): Refused {
    return new Refused(`${this.program.name} ${what}. Its last words (${this.ports.log.file}):\n${this.ports.log.tail(12).join('\n')}`);
  }
}

/** The line that says why: the newest that speaks of an error, else the newest. */
const lastWords = (lines: readonly string[]): string =>
  [...lines].reverse().find((line) => /error|missing|refus|cannot/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
