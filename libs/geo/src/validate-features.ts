import { finding, type ZoneFinding } from './finding';
import type { Polygons, Position, Ring } from './positions';
import { idOf, nameOf, polygonsOf, wijkIdOf, type Feature } from './read-zone';

/** How a wijk is called in a sentence: its name, else its id, else its place in the file. */
export const label = (feature: Feature, index: number): string => {
  const named = nameOf(feature);
  if (named) return named.municipality !== named.name ? `${named.name} (${named.municipality})` : named.name;
  return idOf(feature) ?? `feature ${index + 1}`;
};

/** Missing names and ids used twice. */
export function namingFindings(features: readonly Feature[]): ZoneFinding[] {
  const findings: ZoneFinding[] = [];
  const byId = new Map<string, string[]>();
  features.forEach((feature, index) => {
    const called = label(feature, index);
    if (!nameOf(feature)) findings.push(finding('no-name', [called], `${called} has no name: give it a property "naam" or "name".`));
    const id = wijkIdOf(feature, index);
    byId.set(id, [...(byId.get(id) ?? []), called]);
  });
  for (const [id, names] of byId) {
    if (names.length > 1)
      findings.push(finding('duplicate-id', names, `The id ${id} is used by ${names.length} wijken: each needs its own.`));
  }
  return findings;
}

const convert = 'Convert it first, for instance: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson';

/** Coordinates that are no degrees, a foreign `crs` member, or latitude before longitude. */
export function crsFindings(geojson: unknown, features: readonly Feature[]): ZoneFinding[] {
  const positions = features.flatMap((feature) => (polygonsOf(feature) ?? []).flatMap((rings) => rings.flat()));
  const names = features.map(label);
  if (positions.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90)) {
    const lambert = positions.every(([x, y]) => x > 0 && x < 350_000 && y > 0 && y < 350_000);
    const guess = lambert ? 'they look like metres in Belgian Lambert 72 (EPSG:31370; add -s_srs EPSG:31370)' : 'they look like metres';
    return [finding('not-wgs84', names, `Coordinates must be WGS 84 degrees [longitude, latitude] (RFC 7946); ${guess}. ${convert}`)];
  }
  const crs = JSON.stringify((geojson as { crs?: unknown }).crs ?? 'CRS84');
  if (!/CRS84|EPSG:+4326/.test(crs)) {
    return [finding('not-wgs84', names, `The file names another coordinate system than WGS 84 in "crs". ${convert}`)];
  }
  if (positions.length > 0 && positions.every(([x, y]) => x > 49 && x < 52 && y > 2 && y < 7)) {
    return [finding('not-wgs84', names, 'Latitude stands before longitude: write each position as [longitude, latitude] (RFC 7946).')];
  }
  return [];
}

/** Why a wijk's rings cannot be a surface; undefined when they can. */
export function ringProblem(polygons: Polygons | undefined): string | undefined {
  if (!polygons) return 'is neither a Polygon nor a MultiPolygon';
  if (polygons.some((rings) => rings.length === 0)) return 'has a polygon without a ring';
  for (const ring of polygons.flat()) {
    const problem = problemOf(ring);
    if (problem) return problem;
  }
  return undefined;
}

function problemOf(ring: Ring): string | undefined {
  if (ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return 'has a position that is not two numbers';
  if (ring.length < 4) return 'has a ring of fewer than four positions';
  const [a, b] = [ring[0] as Position, ring.at(-1) as Position];
  if (a[0] !== b[0] || a[1] !== b[1]) return 'has a ring that is not closed: repeat its first position at the end';
  if (doubledArea(ring) === 0) return 'has a ring without a surface';
  return undefined;
}

const doubledArea = (ring: Ring): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as Position;
    return sum + x * ny - nx * y;
  }, 0);
