import { ZoneMap } from '@spil/geo';

type Point = [number, number];
interface MultiPolygon {
  type: 'MultiPolygon';
  coordinates: Point[][][];
}

/** A point certainly inside the area; the same for the same seed. */
export function pointInside(area: MultiPolygon, seed: number): Point {
  const map = ZoneMap.from([{ id: 'x', name: 'x', municipality: 'x', polygons: area.coordinates }]);
  const all = area.coordinates.flat(2);
  const [lons, lats] = [all.map((point) => point[0]), all.map((point) => point[1])];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  for (let n = 1; n < 5_000; n++) {
    const candidate: Point = [
      rounded(west + halton(seed * 31 + n, 2) * (east - west)),
      rounded(south + halton(seed * 31 + n, 3) * (north - south)),
    ];
    if (map.wijkAt(candidate)) return candidate;
  }
  throw new Error('this area has no inside');
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Halton sequence: spread evenly and without chance. */
function halton(index: number, base: number): number {
  let [fraction, result] = [1, 0];
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    fraction /= base;
    result += fraction * (i % base);
  }
  return result;
}
