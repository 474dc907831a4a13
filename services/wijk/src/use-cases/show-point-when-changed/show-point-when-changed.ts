import type { DataOf, sensitivePointChanged } from '@spil/contracts';

export type ShownPoint = DataOf<typeof sensitivePointChanged>;

export interface ShownPoints {
  /** Keeps the newest state; a late or repeated one changes nothing. */
  showPoint(zone: string, point: ShownPoint): Promise<void>;
}

/** W07, E10: a sensitive point shows in its wijk until it is retired. */
export class ShowPointWhenChanged {
  constructor(private readonly points: ShownPoints) {}

  run(zone: string, point: ShownPoint): Promise<void> {
    return this.points.showPoint(zone, point);
  }
}
