import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refused } from './refused';

/** Readable by this user only: what lies here opens the bus and the databases. */
const PRIVATE = 0o600;

/** Writes in one step, so that a cut leaves the old file or the new one and never half of it. */
export function writePrivate(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.new`;
  // On the disk before it has the name: a power cut may otherwise keep the new name of an empty file.
  writeFileSync(next, text, { mode: PRIVATE, flush: true });
  chmodSync(next, PRIVATE);
  renameSync(next, file);
}

/** The parsed content, or undefined when the file is absent or cannot be read as JSON. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/**
 * As `readJson`, for what nothing can make again: undefined only when there is no such file.
 * @throws Refused with the remedy when the file is there and holds something else
 */
export function readKept<T extends object>(file: string, remedy: string): T | undefined {
  if (!existsSync(file)) return undefined;
  const kept = readJson<T>(file);
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) throw new Refused(`${file} cannot be read as JSON: ${remedy}`);
  return kept;
}
