import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from './suite';

interface Listed {
  name: string;
  pid: number;
}

/** Process id of one program of the suite now, as its launcher keeps it. */
export function pidOf(suite: Suite, name: string): number {
  const listed = JSON.parse(readFileSync(join(suite.dataDir, 'processes.json'), 'utf8')) as Listed[];
  const found = listed.find((entry) => entry.name === name);
  if (!found) throw new Error(`the launcher lists no ${name}`);
  return found.pid;
}

/** Kills a program as a power cut would; the launcher starts it again. Answers the pid that died, 0 when it was down already. */
export function killHard(suite: Suite, name: string): number {
  const pid = pidOf(suite, name);
  try {
    process.kill(pid, 'SIGKILL');
    return pid;
  } catch {
    return 0;
  }
}

/** One more process of a service with the environment of the one that runs: a replica. */
export class Replica {
  private readonly environment: Record<string, string>;
  private readonly args: string[];
  private child: ChildProcess;

  constructor(suite: Suite, service: string) {
    const pid = pidOf(suite, service);
    const parts = (file: string): string[] => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
    this.environment = Object.fromEntries(
      parts('environ').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    this.args = parts('cmdline').slice(1);
    this.child = this.start();
  }

  /** Kills this replica and starts it again. */
  restart(): void {
    this.child.kill('SIGKILL');
    this.child = this.start();
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private start(): ChildProcess {
    return spawn(process.execPath, this.args, { env: { ...this.environment, HTTP_PORT: '0' }, stdio: 'ignore' });
  }
}
