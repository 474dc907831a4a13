interface Point {
  x: number;
  y: number;
}

/** Where along a horizontal line the ring is entered and left, from left to right. */
const crossingsOf = (ring: readonly Point[], y: number): number[] =>
  ring
    .flatMap((from, at) => {
      const to = ring[(at + 1) % ring.length] ?? from;
      return from.y > y === to.y > y ? [] : [from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)];
    })
    .sort((a, b) => a - b);

const steps = [0.5, 0.42, 0.58, 0.34, 0.66];

/**
 * The middle of the widest stretch inside the largest ring, at about half its height: where a name stands wholly within its shape,
 * also when the shape leans. Undefined for a shape without a surface.
 */
export function widestOf(rings: readonly (readonly Point[])[]): (Point & { width: number }) | undefined {
  const places = rings.flatMap((ring) => {
    const [top, bottom] = [Math.min(...ring.map(({ y }) => y)), Math.max(...ring.map(({ y }) => y))];
    return steps.flatMap((step) => {
      const y = top + step * (bottom - top);
      const crossings = crossingsOf(ring, y);
      return crossings.flatMap((left, at) => {
        const right = crossings[at + 1];
        return at % 2 === 0 && right !== undefined ? [{ x: (left + right) / 2, y, width: right - left }] : [];
      });
    });
  });
  // The middle line is tried first and wins unless another gives clearly more room.
  return places.reduce<(Point & { width: number }) | undefined>(
    (best, one) => (one.width > (best?.width ?? 0) * 1.15 ? one : best),
    undefined,
  );
}
