import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A child whose answers are lines on its output. */
export interface Talking {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves at the first line for which `wanted` gives something; rejects when the process ends before. */
  line<T>(wanted: (line: string) => T | undefined): Promise<T>;
  write(line: string): void;
  readonly ended: Promise<number | null>;
}

/** Starts a Node program, pinned where `pin` says so. */
export function talkTo(pin: readonly string[], args: readonly string[], env: Record<string, string | undefined> = process.env): Talking {
  const [command = process.execPath, ...rest] = [...pin, process.execPath, ...args];
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'], env });
  const waiting = new Set<(line: string | undefined) => boolean>();
  const unheard: string[] = [];
  let said = '';
  let over = false;
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (![...waiting].some((hear) => hear(line))) unheard.push(line);
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      over = true;
      for (const hear of [...waiting]) hear(undefined);
      resolve(code);
    }),
  );
  child.once('error', (error) => (said += error.message));
  child.stdin.on('error', () => undefined);
  const line = <T>(wanted: (line: string) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const hear = (text: string | undefined): boolean => {
        const found = text === undefined ? undefined : wanted(text);
        if (found === undefined && text !== undefined) return false;
        waiting.delete(hear);
        if (found === undefined) reject(new Error(`${args.join(' ').slice(-200)} ended without an answer: ${said}`));
        else resolve(found);
        return true;
      };
      const at = unheard.findIndex((text) => hear(text));
      if (at >= 0) unheard.splice(at, 1);
      else if (over) hear(undefined);
      else waiting.add(hear);
    });
  return { child, pid: child.pid ?? 0, ended, write: (text) => void child.stdin.write(`${text}\n`), line };
}

/** The next JSON answer. */
export const answer = <T>(talking: Talking): Promise<T> =>
  talking.line((line) => (line.startsWith('{') ? (JSON.parse(line) as T) : undefined));
/** Resolves at this very line. */
export const word = (talking: Talking, expected: string): Promise<true> => talking.line((line) => (line === expected ? true : undefined));

/** CPU milliseconds a process has used, all threads, where the system tells (Linux, 100 ticks a second). */
export function cpuOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** The same to the nanosecond, where the scheduler keeps it: the sum of all threads that live now. */
export function fineCpuOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanos = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
    return nanos.reduce((sum, n) => sum + n, 0) / 1e6;
  } catch {
    return cpuOf(pid);
  }
}

/** Resident memory of a process in MB, or of it what is pages of files; undefined where the system does not tell. */
export function rssOf(pid: number, part: 'VmRSS' | 'RssFile' = 'VmRSS'): number | undefined {
  try {
    const found = new RegExp(`${part}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) / 1_024 : undefined;
  } catch {
    return undefined;
  }
}
