import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A made-up zone of `columns` × `rows` squares of `size` degrees, anchored in a place of nowhere near `[4, 51]`. */
export function squares(columns: number, rows: number, size = 0.01) {
  const features = Array.from({ length: columns * rows }, (_, i) => square(i % columns, Math.floor(i / columns), size));
  return { type: 'FeatureCollection' as const, features };
}

/** The square in a column and row, as a feature `W<row><column>`. */
export function square(column: number, row: number, size = 0.01) {
  const at = (dx: number, dy: number): [number, number] => [4 + (column + dx) * size, 51 + (row + dy) * size];
  const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)];
  return {
    type: 'Feature' as const,
    properties: { geoitem: `W${row}${column}`, naam: `Wijk ${row}${column} (Spilbeek)` } as Record<string, unknown>,
    geometry: { type: 'Polygon', coordinates: [ring] as [number, number][][] },
  };
}

/** Where the real data lies: `SPIL_DATA`, else beside the repository. */
// eslint-disable-next-line no-restricted-properties -- only specs read this file
export const dataFolder = process.env['SPIL_DATA'] ?? join(process.cwd(), '..', 'shared', 'data');
export const realData = existsSync(join(dataFolder, 'be-wijken'));
if (!realData) console.warn(`SKIPPED: no real zones in ${dataFolder}; set SPIL_DATA to the folder that has be-wijken`);

/** One JSON file of the real data. */
export const real = (path: string): { features: { properties: Record<string, string> }[] } =>
  JSON.parse(readFileSync(join(dataFolder, path), 'utf8')) as never;
