import type { Polygons, Wijk } from './positions';

export interface Feature {
  type?: unknown;
  id?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

/** The features of a GeoJSON FeatureCollection, or nothing when it is not one. */
export function featuresOf(geojson: unknown): Feature[] {
  const collection = geojson as { type?: unknown; features?: unknown } | null;
  if (typeof collection !== 'object' || collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) return [];
  return (collection.features as unknown[]).filter((feature): feature is Feature => typeof feature === 'object' && feature !== null);
}

/** A file's own words for a wijk: Flemish open data says `naam` and `geoitem`, others `name` and `id`. */
const nameKeys = ['naam', 'name', 'nom', 'wijk'];
const idKeys = ['geoitem', 'wijkId', 'id', 'code'];
const municipalityKeys = ['gemeente', 'municipality', 'commune'];

const first = (feature: Feature, keys: string[]): string | undefined => {
  for (const key of keys) {
    const value = feature.properties?.[key];
    if ((typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '') return String(value).trim();
  }
  return undefined;
};

/** The id a feature gives itself (its property, else its GeoJSON id), reduced to letters, digits and hyphens. */
export function idOf(feature: Feature): string | undefined {
  const own = typeof feature.id === 'string' || typeof feature.id === 'number' ? String(feature.id) : undefined;
  const id = (first(feature, idKeys) ?? own)?.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 40);
  return id === '' ? undefined : id;
}

/** The id a wijk gets: its own, else its place in the file. */
export const wijkIdOf = (feature: Feature, index: number): string => idOf(feature) ?? `W${String(index + 1).padStart(2, '0')}`;

/** Name and municipality (the name again where the file knows none): `Asbeek (Asse)` is wijk Asbeek in Asse. */
export function nameOf(feature: Feature): { name: string; municipality: string } | undefined {
  const full = first(feature, nameKeys);
  if (full === undefined) return undefined;
  const [, name, municipality] = /^(.+?)\s*\(([^()]+)\)$/.exec(full) ?? [undefined, full, ''];
  return { name: name as string, municipality: first(feature, municipalityKeys) ?? (municipality || (name as string)) };
}

/** MultiPolygon coordinates of a Polygon or MultiPolygon; `undefined` for anything else. Extra (height) values are dropped. */
export function polygonsOf(feature: Feature): Polygons | undefined {
  const { type, coordinates } = feature.geometry ?? {};
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(polygons) || polygons.length === 0) return undefined;
  try {
    return (polygons as number[][][][]).map((rings) => rings.map((ring) => ring.map(([x, y]) => [x as number, y as number] as const)));
  } catch {
    return undefined;
  }
}

/** The wijken of a zone file that `validateZone` found nothing wrong with. A wijk without an id takes its place in the file. */
export function readZone(geojson: unknown): Wijk[] {
  return featuresOf(geojson).map((feature, index) => ({
    id: wijkIdOf(feature, index),
    ...(nameOf(feature) ?? { name: '', municipality: '' }),
    polygons: polygonsOf(feature) ?? [],
  }));
}
