import type { Position } from './positions';

const METRES_PER_DEGREE = 111_195;

/** Rounds a place to `decimals` (5 is about a metre): what is stored and shown is never more exact than was measured. */
export function rounded(point: Position, decimals = 5): [number, number] {
  const factor = 10 ** decimals;
  // Adding 0 turns -0 into 0, which JSON would lose.
  const round = (value: number): number => Math.round(value * factor) / factor + 0;
  return [round(point[0]), round(point[1])];
}

/**
 * Name of the square of about `metres` a place lies in, such as `500:11250:8490`: for counts by area that point at no
 * address. Rows are equally high; columns are as wide as the row's latitude makes them.
 */
export function cellOf(point: Position, metres: number): string {
  const { row, column } = rowAndColumn(point, metres);
  return `${metres}:${row}:${column}`;
}

/** The middle of the cell a place lies in; two places of one cell have the same. */
export function cellCentre(point: Position, metres: number): [number, number] {
  const { row, column, width, height } = rowAndColumn(point, metres);
  return rounded([(column + 0.5) * width, (row + 0.5) * height - 90], 6);
}

function rowAndColumn([lon, lat]: Position, metres: number) {
  if (!(metres > 0)) throw new RangeError('a cell needs a size above 0 metres');
  const height = metres / METRES_PER_DEGREE;
  const row = Math.floor((lat + 90) / height);
  const width = height / Math.max(0.01, Math.cos((((row + 0.5) * height - 90) * Math.PI) / 180));
  return { row, column: Math.floor(lon / width), width, height };
}
