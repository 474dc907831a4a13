import type { Position } from './positions';

const EARTH_RADIUS_METRES = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places over the sphere (haversine); within 0.3 % of the ellipsoid, enough for a search radius. */
export function distanceMetres(a: Position, b: Position): number {
  const dLat = radians(b[1] - a[1]);
  const dLon = radians(b[0] - a[0]);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres from a point to the segment between two others, on a plane that touches the earth there (for short distances). */
export function distanceToSegmentMetres(point: Position, a: Position, b: Position): number {
  const scale = Math.cos(radians(point[1]));
  const [ax, ay] = [(a[0] - point[0]) * scale, a[1] - point[1]];
  const [bx, by] = [(b[0] - point[0]) * scale, b[1] - point[1]];
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length));
  return radians(Math.hypot(ax + t * (bx - ax), ay + t * (by - ay))) * EARTH_RADIUS_METRES;
}
