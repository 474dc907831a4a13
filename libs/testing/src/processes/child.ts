import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

const running = new Set<ChildProcess>();
// A spec that is cut short must not leave servers behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A server process of a test. */
export interface Child {
  readonly pid: number;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  ended: Promise<void>;
}

/** Starts a program and resolves when its port answers; rejects with what it said when it ends before, or after 20 s. */
export async function startChild(command: string, args: readonly string[], port: number, host = '127.0.0.1'): Promise<Child> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  let over = false;
  const note = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-2_000));
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      running.delete(child);
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      said += error.message;
      end();
    });
  });
  const until = Date.now() + 20_000;
  while (!(await answers(port, host))) {
    if (over || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`${command} did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return { pid: child.pid ?? 0, ended, signal: (signal) => void child.kill(signal) };
}

const answers = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (ok: boolean): void => {
      socket.destroy();
      resolve(ok);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(500, () => end(false));
  });
