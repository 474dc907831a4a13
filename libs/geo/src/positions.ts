/** `[longitude, latitude]` in degrees, WGS 84 (RFC 7946 §3.1.1). */
export type Position = readonly [number, number];
/** A closed ring: first and last position are the same. */
export type Ring = readonly Position[];
/** MultiPolygon coordinates: polygons of one outer ring and any number of holes. */
export type Polygons = readonly (readonly Ring[])[];
/** `[west, south, east, north]` in degrees. */
export type Box = readonly [number, number, number, number];

/** One neighbourhood of a zone as read from a file or an event. */
export interface Wijk {
  id: string;
  name: string;
  municipality: string;
  polygons: Polygons;
}

/** The smallest box around all positions; `undefined` when there is none. */
export function boxOf(polygons: Polygons): Box | undefined {
  let box: [number, number, number, number] | undefined;
  for (const [x, y] of polygons.flatMap((rings) => rings.flat())) {
    if (!box) box = [x, y, x, y];
    else box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return box;
}

/** Do two boxes touch or overlap? */
export const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
