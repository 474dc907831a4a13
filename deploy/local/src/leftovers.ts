// If the launcher itself is killed, its programs live on. The next start finds them here and ends them, and never a stranger's process.
import { rmSync } from 'node:fs';
import { startMark } from '../bootstrap/process-age.mjs';
import { readJson, writePrivate } from './files';

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Start of the process, so that a pid that is used again is not mistaken for ours. */
  readonly started?: string;
}

/** The list of running programs on disk, for the next start and for fault tests. */
export class ProcessList {
  private readonly running = new Map<string, RunningProcess>();

  constructor(private readonly file: string) {}

  add(name: string, pid: number): void {
    const started = startMark(pid);
    this.running.set(name, { name, pid, ...(started === undefined ? {} : { started }) });
    this.save();
  }

  remove(name: string): void {
    this.running.delete(name);
    this.save();
  }

  clear(): void {
    this.running.clear();
    rmSync(this.file, { force: true });
  }

  /** Ends what an earlier launcher left behind; answers the names. */
  endLeftovers(): string[] {
    const left = (readJson<RunningProcess[]>(this.file) ?? []).filter(isSame);
    for (const { pid } of left) killGroup(pid, 'SIGKILL');
    this.clear();
    return left.map(({ name }) => name);
  }

  private save(): void {
    writePrivate(this.file, JSON.stringify([...this.running.values()]));
  }
}

const isSame = ({ pid, started }: RunningProcess): boolean => started !== undefined && startMark(pid) === started;

/** Signals a program and all it has started; false when nothing of it is left. */
export function killGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
