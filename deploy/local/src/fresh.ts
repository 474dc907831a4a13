import { readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused';

const LEAST_SPACE = 300 * 1024 * 1024;

/** Deletes what this suite keeps, all but the lock that this very start holds. */
export function beginAnew(dir: string): void {
  for (const name of readdirSync(dir)) if (name !== 'lock') rmSync(join(dir, name), { recursive: true, force: true });
}

/** Databases on a full disk fail in ways that are hard to read; so it is said before they start. */
export function checkSpace(dir: string): void {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  if (free < LEAST_SPACE)
    throw new Refused(`The disk is full (${Math.round(free / 1024 ** 2)} MB free): free at least 300 MB, then run npm start again.`);
}
