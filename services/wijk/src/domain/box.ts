import type { Wijk } from '@spil/geo';

/** `[west, south, east, north]` of all wijken (RFC 7946 §5); undefined for none. */
export function boxAround(wijken: readonly Pick<Wijk, 'polygons'>[]): [number, number, number, number] | undefined {
  let box: [number, number, number, number] | undefined;
  for (const { polygons } of wijken) {
    for (const [x, y] of polygons.flatMap((rings) => rings.flat())) {
      box ??= [x, y, x, y];
      box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
    }
  }
  return box;
}
