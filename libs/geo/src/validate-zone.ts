import type * as Library from '@turf/turf';
import { finding, type ZoneFinding } from './finding';
import { boxOf, boxesMeet, type Polygons } from './positions';
import { featuresOf, polygonsOf, type Feature } from './read-zone';
import { crsFindings, label, namingFindings, ringProblem } from './validate-features';

type Turf = typeof Library;
interface Checked {
  name: string;
  polygons: Polygons;
}

/**
 * Square metres of gap or overlap that are let through by default. The borders of real wijken are simplified and a zone
 * may surround a sliver of another municipality: Brussel Hoofdstad Elsene has one hole of 5,190 m²; AMOW and Gent none.
 */
export const DEFAULT_TOLERANCE_M2 = 10_000;

/**
 * Checks a zone's GeoJSON before it is imported (W01). Nothing found = may be imported whole. A hole in the zone above
 * the tolerance is a gap; a true enclave is let through by a tolerance above its size. The geometry library is loaded
 * only here, so that services which merely look up a place do not carry it.
 */
export async function validateZone(geojson: unknown, toleranceM2 = DEFAULT_TOLERANCE_M2): Promise<ZoneFinding[]> {
  const features = featuresOf(geojson);
  if (features.length === 0) return [finding('empty', [], 'The file is no GeoJSON FeatureCollection with at least one wijk.')];
  const crs = crsFindings(geojson, features);
  if (crs.length > 0) return crs;
  const turf = await import('@turf/turf');
  const shapes = features.map((feature, index) => shapeFindings(turf, feature, label(feature, index)));
  const findings = [...namingFindings(features), ...shapes.flat()];
  if (shapes.some((found) => found.length > 0)) return findings;
  const checked = features.map((feature, index) => ({ name: label(feature, index), polygons: polygonsOf(feature) as Polygons }));
  return [...findings, ...overlapFindings(turf, checked, toleranceM2), ...gapFindings(turf, checked, toleranceM2)];
}

function shapeFindings(turf: Turf, feature: Feature, name: string): ZoneFinding[] {
  const polygons = polygonsOf(feature);
  const problem = ringProblem(polygons) ?? (crossesItself(turf, polygons as Polygons) ? 'has a border that crosses itself' : undefined);
  return problem ? [finding('invalid-geometry', [name], `${name} ${problem}.`)] : [];
}

const crossesItself = (turf: Turf, polygons: Polygons): boolean =>
  polygons.flat().some((ring) => turf.kinks(turf.polygon([mutable([[ring]])[0]![0]!])).features.length > 0);

const mutable = (polygons: Polygons): number[][][][] => polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y])));
const featureOf = (turf: Turf, polygons: Polygons) => turf.multiPolygon(mutable(polygons));

function overlapFindings(turf: Turf, wijken: readonly Checked[], tolerance: number): ZoneFinding[] {
  const shapes = wijken.map(({ polygons }) => ({ box: boxOf(polygons)!, feature: featureOf(turf, polygons) }));
  return wijken.flatMap((a, i) =>
    wijken.slice(i + 1).flatMap((b, offset) => {
      const [one, two] = [shapes[i]!, shapes[i + 1 + offset]!];
      if (!boxesMeet(one.box, two.box)) return [];
      const both = turf.intersect(turf.featureCollection([one.feature, two.feature]));
      const area = both ? turf.area(both) : 0;
      if (area <= tolerance) return [];
      return [finding('overlap', [a.name, b.name], `${a.name} and ${b.name} overlap by ${metres(area)} m².`, area)];
    }),
  );
}

function gapFindings(turf: Turf, wijken: readonly Checked[], tolerance: number): ZoneFinding[] {
  const all = wijken.map(({ polygons }) => featureOf(turf, polygons));
  const zone = all.length === 1 ? all[0]! : turf.union(turf.featureCollection(all));
  const polygons = zone?.geometry.type === 'Polygon' ? [zone.geometry.coordinates] : (zone?.geometry.coordinates ?? []);
  const holes = polygons.flatMap((rings) => (rings as number[][][]).slice(1));
  return holes.flatMap((hole) => {
    const area = turf.area(turf.polygon([hole]));
    if (area <= tolerance) return [];
    const around = neighbours(turf, hole, all).map((index) => wijken[index]!.name);
    const sentence = `No wijk covers ${metres(area)} m² between ${around.slice(0, 4).join(', ')}. A true enclave passes with a tolerance above its size.`;
    return [finding('gap', around, sentence, area)];
  });
}

const neighbours = (turf: Turf, hole: number[][], all: ReturnType<Turf['multiPolygon']>[]): number[] =>
  all.flatMap((wijk, index) => (turf.booleanIntersects(turf.lineString(hole), wijk) ? [index] : []));

const metres = (area: number): string => Math.round(area).toLocaleString('en');
