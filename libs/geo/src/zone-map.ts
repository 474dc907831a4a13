import { distanceToSegmentMetres } from './distance';
import { placeOf } from './point-in-polygon';
import { boxOf, type Box, type Position, type Wijk } from './positions';
import { readZone } from './read-zone';

interface Shape {
  wijk: Wijk;
  box: Box;
}

/** The wijken of a zone, indexed by a grid, to tell which one a place is in (W01). Microseconds a question. */
export class ZoneMap {
  private constructor(
    private readonly shapes: readonly Shape[],
    private readonly box: Box,
    private readonly grid: readonly (readonly Shape[])[],
    private readonly side: number,
  ) {}

  /** Builds the map from a GeoJSON FeatureCollection or from wijken that were already read. Order of input does not matter. */
  static from(zone: readonly Wijk[] | { type?: unknown; features?: unknown }): ZoneMap {
    const wijken = Array.isArray(zone) ? (zone as Wijk[]) : readZone(zone);
    const shapes = [...wijken]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((wijk) => {
        const box = boxOf(wijk.polygons);
        return box ? [{ wijk, box }] : [];
      });
    const box = boxOf([[shapes.flatMap(({ box: [w, s, e, n] }) => [[w, s] as Position, [e, n] as Position])]]) ?? [0, 0, 0, 0];
    const side = Math.max(1, Math.min(64, Math.ceil(Math.sqrt(shapes.length) * 4)));
    return new ZoneMap(shapes, box, gridOf(shapes, box, side), side);
  }

  /** The wijken of the map, by id. */
  get wijken(): readonly Wijk[] {
    return this.shapes.map(({ wijk }) => wijk);
  }

  /** The wijk a place is in. A place exactly on a border belongs to the wijk whose id sorts first, always the same. */
  wijkAt(point: Position): Wijk | undefined {
    for (const { wijk, box } of this.cell(point)) {
      // Shapes are in order of id, so the first of two neighbours gets their border.
      if (isInBox(point, box) && placeOf(point, wijk.polygons) !== 'outside') return wijk;
    }
    return undefined;
  }

  /** The wijk nearest to a place and how far it is (0 inside): for places in a tolerated gap between two wijken. */
  nearest(point: Position): { wijk: Wijk; metres: number } | undefined {
    const inside = this.wijkAt(point);
    if (inside) return { wijk: inside, metres: 0 };
    let best: { wijk: Wijk; metres: number } | undefined;
    for (const { wijk } of this.shapes) {
      const metres = metresToBorder(point, wijk);
      if (!best || metres < best.metres) best = { wijk, metres };
    }
    return best;
  }

  private cell([x, y]: Position): readonly Shape[] {
    const [west, south, east, north] = this.box;
    if (!(x >= west && x <= east && y >= south && y <= north)) return [];
    return this.grid[slot(y, south, north, this.side) * this.side + slot(x, west, east, this.side)] ?? [];
  }
}

const isInBox = ([x, y]: Position, [west, south, east, north]: Box): boolean => x >= west && x <= east && y >= south && y <= north;

const slot = (value: number, from: number, to: number, side: number): number =>
  Math.min(side - 1, Math.floor(((value - from) / (to - from || 1)) * side));

function gridOf(shapes: readonly Shape[], [west, south, east, north]: Box, side: number): Shape[][] {
  const grid: Shape[][] = Array.from({ length: side * side }, () => []);
  for (const shape of shapes) {
    const [w, s, e, n] = shape.box;
    for (let row = slot(s, south, north, side); row <= slot(n, south, north, side); row++) {
      for (let column = slot(w, west, east, side); column <= slot(e, west, east, side); column++) grid[row * side + column]?.push(shape);
    }
  }
  return grid;
}

function metresToBorder(point: Position, wijk: Wijk): number {
  let least = Infinity;
  for (const ring of wijk.polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      least = Math.min(least, distanceToSegmentMetres(point, ring[i - 1] as Position, ring[i] as Position));
    }
  }
  return least;
}
