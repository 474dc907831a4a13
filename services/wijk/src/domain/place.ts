import type { Position, Wijk, ZoneMap } from '@spil/geo';

/** The wijk a place is in, or the nearest one within the tolerance (borders are simplified, GPS wanders). */
export function wijkOf(map: ZoneMap, point: Position, toleranceMetres: number): Wijk | undefined {
  const near = map.nearest(point);
  return near && near.metres <= toleranceMetres ? near.wijk : undefined;
}
