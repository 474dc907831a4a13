// Which zone this suite serves, kept over restarts.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StartOptions } from '../bootstrap/types';
import { demoZone, demoZoneGeoJson } from './demo/demo-zone';
import { readKept, writePrivate } from './files';
import { Refused } from './refused';

export interface ServedZone {
  readonly id: string;
  readonly name: string;
  /** Absolute path; absent for the made-up zone. */
  readonly file?: string;
  /** Hash of what was loaded last, so that an unchanged zone is not loaded again. */
  readonly loaded?: string;
}

const fileOf = (dir: string): string => join(dir, 'zone.json');

/** `wijken_pz-amow.geojson` → `amow`: the files carry no id of their own. */
export function zoneIdOf(file: string): string {
  const words = basename(file)
    .toLowerCase()
    .replace(/\.(geo)?json$/, '')
    .replace(/^(wijken|zone)[_-]?/, '')
    .replace(/^pz[_-]?/, '');
  const id = words
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 16);
  if (id.length < 2) throw new Refused(`The name of ${file} gives no zone id: rename it to letters and digits, such as amow.geojson.`);
  return id;
}

/** The zone asked for, else the one of the last start, else the made-up one. */
export function servedZone(dir: string, { zone, demo }: Pick<StartOptions, 'zone' | 'demo'>): ServedZone {
  const last = readKept<ServedZone>(fileOf(dir), 'remove it and name the zone with --zone, or begin anew with --fresh.');
  if (zone === undefined) return last ?? { id: demoZone.zone, name: demo ? demoZone.name : demoZone.zone };
  const asked = { id: zoneIdOf(zone), name: basename(zone).replace(/\.(geo)?json$/, ''), file: zone };
  return last?.id === asked.id ? { ...last, ...asked } : asked;
}

/** The GeoJSON to load, and its hash; a sentence instead of a parser's stack when the file is no JSON. */
export function zoneContent({ file }: ServedZone): { geojson: object; hash: string } {
  const text = file === undefined ? JSON.stringify(demoZoneGeoJson()) : readFileSync(file, 'utf8');
  try {
    return { geojson: JSON.parse(text) as object, hash: createHash('sha256').update(text).digest('hex') };
  } catch {
    throw new Refused(`${file ?? 'The zone'} is no GeoJSON: it cannot be read as JSON.`);
  }
}

export const keepZone = (dir: string, zone: ServedZone): void => writePrivate(fileOf(dir), JSON.stringify(zone));
