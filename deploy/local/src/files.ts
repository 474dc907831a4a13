import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable by this user only: what lies here opens the bus and the databases. */
const PRIVATE = 0o600;

/** Writes in one step, so that a cut leaves the old file or the new one and never half of it. */
export function writePrivate(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text, { mode: PRIVATE });
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
