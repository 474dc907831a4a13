import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder with the openly licensed data the conformance and replay tests read; it is never part of the repository. */
export const dataFolder = resolve(process.env['SPIL_DATA'] ?? '../shared/data');

/** True when `path` below the data folder is there; otherwise says loudly what is skipped. */
export function hasData(path: string): boolean {
  const there = existsSync(resolve(dataFolder, path));
  if (!there) console.warn(`SKIPPED: ${path} is not in ${dataFolder}; set SPIL_DATA to the data folder to run this`);
  return there;
}

/** Reads a JSON file of the data folder. */
export const readData = <T>(path: string): T => JSON.parse(readFileSync(resolve(dataFolder, path), 'utf8')) as T;
