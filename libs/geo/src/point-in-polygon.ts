import type { Polygons, Position, Ring } from './positions';

export type Place = 'inside' | 'border' | 'outside';

/**
 * Even-odd test, holes included, and whether a place lies exactly on an edge. Every edge is read in one canonical direction,
 * whichever wijk it belongs to, so that a place near a shared border lies in exactly one of the two neighbours: never in
 * both, never in neither.
 */
export function placeOf(point: Position, polygons: Polygons): Place {
  let inside = false;
  for (const rings of polygons) {
    for (const ring of rings) {
      const crossings = crossingsOf(point, ring);
      if (crossings === 'border') return 'border';
      if (crossings === 'odd') inside = !inside;
    }
  }
  return inside ? 'inside' : 'outside';
}

export const isInside = (point: Position, polygons: Polygons): boolean => placeOf(point, polygons) === 'inside';
export const isOnBorder = (point: Position, polygons: Polygons): boolean => placeOf(point, polygons) === 'border';

function crossingsOf(point: Position, ring: Ring): 'odd' | 'even' | 'border' {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1] as Position;
    const b = ring[i] as Position;
    // Most edges are wholly above or below the place: nothing more to ask of them.
    if (point[1] > a[1] === point[1] > b[1] && point[1] !== a[1] && point[1] !== b[1]) continue;
    const crossing = a[1] < b[1] ? crosses(point, a, b) : crosses(point, b, a);
    if (crossing === 'border') return 'border';
    if (crossing) odd = !odd;
  }
  return odd ? 'odd' : 'even';
}

/** Does a ray to the east cross this edge (its lower end included, its upper not), or does the place lie on it? */
function crosses(point: Position, low: Position, high: Position): boolean | 'border' {
  const [x, y] = point;
  if (y < low[1] || y > high[1]) return false;
  const side = sideOf(point, low, high);
  if (side === 0 && isBetween(x, low[0], high[0])) return 'border';
  return y < high[1] && side < 0;
}

/** Below 0: the place is left (west) of the edge; 0: on its line. */
const sideOf = ([x, y]: Position, low: Position, high: Position): number =>
  (high[1] - low[1]) * (x - low[0]) - (high[0] - low[0]) * (y - low[1]);

const isBetween = (x: number, a: number, b: number): boolean => (a < b ? x >= a && x <= b : x >= b && x <= a);
