import { instant, millis, type Instant } from '@spil/domain-kit';

/** A box of [west, south, east, north] degrees and the earliest moment: what a database can look for before distances are measured. */
export interface Around {
  box: readonly [number, number, number, number];
  since: Instant;
}

const METRES_PER_DEGREE = 111_000;

/** The box that holds every place within `metres` of a point, a little larger, and everything since `days` before now. */
export function aroundOf(
  [lon, lat]: readonly [number, number],
  { metres, days, now }: { metres: number; days: number; now: Instant },
): Around {
  const high = (metres * 1.1) / METRES_PER_DEGREE;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return { box: [lon - wide, lat - high, lon + wide, lat + high], since: instant(millis(now) - days * 86_400_000) };
}
