import type { DataOf, neighbourhoodDrawn } from '@spil/contracts';

export interface WijkCopy {
  /** Takes the drawing over when it is newer than ours. */
  apply(zone: string, drawn: DataOf<typeof neighbourhoodDrawn>): Promise<void>;
}

/** W01: keeps our own map of the zone. */
export class CopyWijkWhenDrawn {
  constructor(private readonly copy: WijkCopy) {}

  run(zone: string, drawn: DataOf<typeof neighbourhoodDrawn>): Promise<void> {
    return this.copy.apply(zone, drawn);
  }
}
