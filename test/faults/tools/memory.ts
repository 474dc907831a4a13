import { readFileSync } from 'node:fs';

/**
 * Memory a process has taken for itself, bytes; 0 when it is gone or the system does not tell. Pages of a mapped file (the stores
 * on lmdb) are the system's cache, given back when somebody needs them: they are not counted.
 */
export function residentBytes(pid: number): number {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
