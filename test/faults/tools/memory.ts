import { readFileSync } from 'node:fs';

/** Resident bytes of a process; 0 when it is gone or the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return pages * 4_096;
  } catch {
    return 0;
  }
}
