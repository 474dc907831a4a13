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

/** Kills a program as a power cut would; the launcher starts it again. Answers the pid that died. */
export function killHard(suite: Suite, name: string): number {
  const pid = pidOf(suite, name);
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** One more process of a service with the environment of the one that runs: a replica. */
export class Replica {
  private child: ChildProcess;

  constructor(
    private readonly suite: Suite,
    private readonly service: string,
  ) {
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
    const pid = pidOf(this.suite, this.service);
    const environment = Object.fromEntries(
      readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).slice(1);
    return spawn(process.execPath, args, { env: { ...environment, HTTP_PORT: '0' }, stdio: 'ignore' });
  }
}
