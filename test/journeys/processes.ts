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

/** What a program was started with; undefined while it is between a death and its restart. */
function startedWith(pid: number): { args: string[]; environment: Record<string, string> } | undefined {
  try {
    const parts = (file: string): string[] => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean);
    const environment = parts('environ').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
    return { args: parts('cmdline').slice(1), environment: Object.fromEntries(environment) as Record<string, string> };
  } catch {
    return undefined;
  }
}

/** One more process of a service with the environment of the one that runs: a replica. */
export class Replica {
  private child: ChildProcess;

  private constructor(
    private readonly args: string[],
    private readonly environment: Record<string, string>,
  ) {
    this.child = this.start();
  }

  /** Starts one; waits for the launcher when it is just bringing the service back. */
  static async of(suite: Suite, service: string): Promise<Replica> {
    for (;;) {
      const found = startedWith(pidOf(suite, service));
      if (found) return new Replica(found.args, found.environment);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
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
