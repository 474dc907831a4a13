import type { DataOf, sensitivePointChanged } from '@spil/contracts';
import type { Surrounding } from '../../domain/surrounding';

export interface KeptSurroundings {
  /** Takes the state over when it is newer than ours; a late or repeated one changes nothing. */
  apply(point: Surrounding, version: number): Promise<void>;
}

/** E10, X6: keeps the sensitive points a crew must know of on its way. */
export class KeepPointWhenChanged {
  constructor(private readonly kept: KeptSurroundings) {}

  run(
    zone: string,
    { version, pointId, wijkId, point, category, status, verifiedAt, sealed }: DataOf<typeof sensitivePointChanged>,
  ): Promise<void> {
    return this.kept.apply({ zone, pointId, wijkId, point, category, status, verifiedAt, sealed }, version);
  }
}
