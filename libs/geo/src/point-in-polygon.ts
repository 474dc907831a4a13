import type { Polygons, Position, Ring } from './positions';

/**
 * Even-odd test. Every edge is read in one canonical direction, whichever wijk it belongs to, so that a point near a
 * shared border lies in exactly one of the two neighbours: never in both, never in neither.
 */
export function isInside(point: Position, polygons: Polygons): boolean {
  let inside = false;
  for (const rings of polygons) for (const ring of rings) if (crossesOddly(point, ring)) inside = !inside;
  return inside;
}

function crossesOddly([x, y]: Position, ring: Ring): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1] as Position;
    const b = ring[i] as Position;
    if (a[1] > y === b[1] > y) continue;
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
    if (x < low[0] + ((high[0] - low[0]) * (y - low[1])) / (high[1] - low[1])) odd = !odd;
  }
  return odd;
}

/** Does the point lie exactly on an edge or a corner? Borders belong to both neighbours; the caller breaks the tie. */
export const isOnBorder = (point: Position, polygons: Polygons): boolean =>
  polygons.some((rings) => rings.some((ring) => ring.some((b, i) => i > 0 && isOnEdge(point, ring[i - 1] as Position, b))));

function isOnEdge([x, y]: Position, a: Position, b: Position): boolean {
  if (x < Math.min(a[0], b[0]) || x > Math.max(a[0], b[0]) || y < Math.min(a[1], b[1]) || y > Math.max(a[1], b[1])) return false;
  return (b[0] - a[0]) * (y - a[1]) === (b[1] - a[1]) * (x - a[0]);
}
